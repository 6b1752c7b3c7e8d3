import { digest } from '../load/digest.ts';
import { isRecord } from '../load/located.ts';
import { setMember } from '../load/yaml-data.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import { keywordContent } from '../model/schema-keywords.ts';
import type { Api } from '../model/types.ts';

/**
 * A text that models have in common which differ in nothing but notes for readers and in places: whatever is printed without these is
 * the same for all of them.
 */
export function rulesDigest({ name, dialect, schemas, operations, channels, topics, webhooks, returned, links, securitySchemes }: Api): string {
  const lists = [schemas, operations, channels, topics, webhooks, ...returned, links, securitySchemes];
  const parts = lists.flatMap((list) => [String(list.length), ...list.map((part) => JSON.stringify(withoutNotes(part)))]);
  return digest([name, dialect, ...parts]);
}

/** Of parts of the model: nothing is printed of the summary and the description of one, but as a comment. */
const notesOfParts = new Set(['at', 'summary', 'description']);
/** Members that are schemas, and members with names and values of the contract's own. */
const schemaMembers = new Set(['schema', 'itemSchema']);
const dataMembers = new Set(['int64', 'shape', 'others', 'value', 'constants', 'selector', 'flows']);

function withoutNotes(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutNotes);
  if (!isRecord(part)) return part;
  const copy: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(part)) {
    if (notesOfParts.has(member)) continue;
    if (schemaMembers.has(member)) copy[member] = rulesOf(value as JsonSchema);
    else copy[member] = dataMembers.has(member) ? value : withoutNotes(value);
  }
  return copy;
}

/** Whether two schemas differ, if at all, in nothing but what is said in their descriptions. */
export function haveSameRules(one: JsonSchema, other: JsonSchema): boolean {
  const [first, second] = [one, other].map((schema) => JSON.stringify(rulesOf(schema, new Set(['description']))));
  return first === second;
}

const notesOfSchemas = new Set(['title', 'description', '$comment', 'externalDocs']);

function rulesOf(schema: JsonSchema, notes: ReadonlySet<string> = notesOfSchemas): unknown {
  if (!isRecord(schema)) return schema;
  const copy: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (!notes.has(keyword)) copy[keyword] = rulesWithin(keyword, value, notes);
  }
  return copy;
}

function rulesWithin(keyword: string, value: unknown, notes: ReadonlySet<string>): unknown {
  switch (keywordContent(keyword)) {
    case 'schema':
      return rulesOf(value as JsonSchema, notes);
    case 'schemas':
      return Array.isArray(value) ? (value as JsonSchema[]).map((schema) => rulesOf(schema, notes)) : value;
    case 'schema-map':
      return isRecord(value) ? rulesOfMembers(value as Record<string, JsonSchema>, notes) : value;
    default:
      return value;
  }
}

function rulesOfMembers(members: Readonly<Record<string, JsonSchema>>, notes: ReadonlySet<string>): unknown {
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) setMember(copy, name, rulesOf(member, notes));
  return copy;
}
