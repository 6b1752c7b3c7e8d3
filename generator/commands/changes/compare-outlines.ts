import { reachedSchemas, type Entry, type Facts, type Outline } from './read-outline.ts';

export interface ChangedEntry {
  readonly entry: Entry;
  /** One line for each change, ready to print. */
  readonly changes: readonly string[];
}

/** What a contract says now and did not say before, by what has a handler. */
export interface Changes {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
  readonly changed: readonly ChangedEntry[];
}

/** Compares two outlines. A schema's change is told with every operation and message that reaches it. */
export function compareOutlines(before: Outline, now: Outline): Changes {
  const schemaChanges = changesOfSchemas(before, now);
  const changed = [...now.entries].flatMap(([key, entry]) => {
    const previous = before.entries.get(key);
    if (previous === undefined) return [];
    const changes = [...compareFacts(previous.facts, entry.facts), ...changesReached(entry, now, schemaChanges)];
    return changes.length === 0 ? [] : [{ entry, changes }];
  });
  return {
    added: [...now.entries].flatMap(([key, entry]) => (before.entries.has(key) ? [] : [entry])),
    removed: [...before.entries].flatMap(([key, entry]) => (now.entries.has(key) ? [] : [entry])),
    changed,
  };
}

/** By name; a schema that is new or gone is told by the lines that refer to it. */
function changesOfSchemas(before: Outline, now: Outline): Map<string, string[]> {
  const changes = new Map<string, string[]>();
  for (const [name, facts] of now.schemas) {
    const previous = before.schemas.get(name);
    const found = previous === undefined ? [] : compareFacts(previous, facts);
    if (found.length > 0) changes.set(name, found);
  }
  return changes;
}

function changesReached(entry: Entry, { schemas }: Outline, changes: ReadonlyMap<string, readonly string[]>): string[] {
  if (changes.size === 0) return [];
  return [...reachedSchemas(entry, schemas)].flatMap(([name, keys]) =>
    (changes.get(name) ?? []).map((change) => `${name}${change.startsWith('is: ') ? change.slice(2) : `.${change}`} (${places(keys)})`),
  );
}

/** `response 200, body`: without the media types where that says enough. */
function places(keys: readonly string[]): string {
  const short = [...new Set(keys.map((key) => /^(body|response \S+|payload|reply|sends \S+|\S+ \S+)/.exec(key)?.[0] ?? key))];
  return short.length > 4 ? `${short.slice(0, 3).join(', ')} and ${short.length - 3} more` : short.join(', ');
}

/** `query limit: integer → string`; what stands below something that came or went is not told again. */
function compareFacts(before: Facts, now: Facts): string[] {
  const [gone, come] = [outermost(without(before, now)), outermost(without(now, before))];
  const changed = [...now].filter(([key, value]) => before.has(key) && before.get(key) !== value);
  return [
    ...changed.map(([key, value]) => `${key}: ${before.get(key) ?? ''} → ${value}`),
    ...come.map((key) => `${key}: added, ${now.get(key) ?? ''}`),
    ...gone.map((key) => `${key}: removed`),
  ];
}

function without(facts: Facts, others: Facts): string[] {
  return [...facts.keys()].filter((key) => !others.has(key));
}

function outermost(keys: readonly string[]): string[] {
  const all = new Set(keys);
  return keys.filter((key) => !parents(key).some((parent) => all.has(parent)));
}

/** `response 404 application/json a.b` → `response 404 application/json a`, `response 404 application/json`, … */
function parents(key: string): string[] {
  return [...key.matchAll(/[ .[]/g)].map(({ index }) => key.slice(0, index));
}
