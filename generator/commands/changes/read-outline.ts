import { referencesIn } from '../../emit/outline/schema-text.ts';

/** Lines of an outline by their key: `query limit` → `integer`. */
export type Facts = ReadonlyMap<string, string>;

export interface Entry {
  /** `operation`, `channel` or `message`: what has a handler. */
  readonly kind: string;
  readonly id: string;
  readonly facts: Facts;
}

/** The contract in short, as `outline.txt` tells it. */
export interface Outline {
  /** By kind and id. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Facts of each schema by its name. */
  readonly schemas: ReadonlyMap<string, Facts>;
}

/** Reads what `emitOutline` printed. */
export function readOutline(text: string): Outline {
  const entries = new Map<string, Entry>();
  const schemas = new Map<string, Facts>();
  let facts = new Map<string, string>();
  for (const line of text.split('\n').slice(1)) {
    if (line.startsWith('  ')) addFact(line.trim(), facts);
    else if (line !== '') {
      const [kind = '', id = ''] = line.split(' ');
      facts = new Map();
      if (kind === 'schema') schemas.set(id, facts);
      else entries.set(line, { kind, id, facts });
    }
  }
  return { entries, schemas };
}

/** Keys that are there twice, as a property that two parts of an `allOf` describe, are told apart by a number. */
function addFact(line: string, facts: Map<string, string>): void {
  const end = line.indexOf(': ');
  const key = line.slice(0, end);
  let free = key;
  for (let count = 2; facts.has(free); count += 1) free = `${key} (${count})`;
  facts.set(free, line.slice(end + 2));
}

/** Schemas that an entry reaches, each with the lines that lead there: `body application/json`, `response 200 application/json`. */
export function reachedSchemas({ facts }: Entry, schemas: Outline['schemas']): Map<string, string[]> {
  const reached = new Map<string, string[]>();
  for (const [key, value] of facts) {
    const seen = new Set<string>();
    const queue = referencesIn(value);
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const schema = schemas.get(name);
      if (schema === undefined || seen.has(name)) continue;
      seen.add(name);
      reached.set(name, [...(reached.get(name) ?? []), key]);
      for (const text of schema.values()) queue.push(...referencesIn(text));
    }
  }
  return reached;
}
