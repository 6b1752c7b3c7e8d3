import { isRecord } from '../load/located.ts';
import { setMember } from '../load/yaml-data.ts';
import { componentName, componentPrefix } from './component-reference.ts';
import type { JsonSchema } from './json-schema.ts';
import { refusedProperty } from './refused-property.ts';
import { keywordContent } from './schema-keywords.ts';
import { isInPlace, noMarks, unite, wordsAgainst, type Direction, type Marks, type SchemaMarks } from './schema-marks.ts';

/** What a reference becomes, given what the schemas around it say of the same value. */
export type DirectReference = (reference: string, marks: Marks) => string;

export interface Directing {
  readonly direction: Direction;
  readonly marks: SchemaMarks;
  readonly direct: DirectReference;
  /** References to the schemas that inherit from a component: those its discriminator stands for without naming them. */
  readonly heirs: (schema: JsonSchema) => readonly string[];
}

/** These only ask: what is not there cannot be an answer. */
const questions = new Set(['not', 'if', 'propertyNames']);

/**
 * A schema as it holds for one direction: properties that must not travel are refused and nowhere required. The very same
 * schema where nothing of it changes.
 */
export function directSchema(schema: JsonSchema, outer: Marks, directing: Directing): JsonSchema {
  if (!isRecord(schema)) return schema;
  const marks = withoutKept(unite([outer, directing.marks.of(schema, directing.direction)]));
  const copy: Record<string, unknown> = {};
  let isSame = true;
  for (const [keyword, value] of Object.entries(schema)) {
    const directed = directKeyword(keyword, value, schema, marks, directing);
    isSame &&= directed === value;
    if (directed !== undefined) setMember(copy, keyword, directed);
  }
  return isSame ? schema : copy;
}

function withoutKept(marks: Marks): Marks {
  const { hidden, kept } = marks;
  return hidden.size === 0 || kept.size === 0 ? marks : { hidden: new Set([...hidden].filter((name) => !kept.has(name))), kept };
}

function directKeyword(keyword: string, value: unknown, schema: JsonSchema, marks: Marks, directing: Directing): unknown {
  if (questions.has(keyword)) return value;
  const inner = (part: JsonSchema) => directSchema(part, isInPlace(keyword) ? marks : noMarks, directing);
  if (keyword === 'required') return withoutHidden(value as string[], marks);
  if (keyword === 'dependentRequired') return mapMembers(value, (names) => withoutHidden(names as string[], marks) ?? []);
  if (keyword === 'discriminator') return directDiscriminator(value, schema, marks, directing);
  if (keyword === 'properties') return mapMembers(value, (member, name) => directProperty(name, member as JsonSchema, marks, directing));
  switch (keywordContent(keyword)) {
    case 'reference':
      return directing.direct(String(value), marks);
    case 'schema':
      return inner(value as JsonSchema);
    case 'schemas':
      return mapItems(value as JsonSchema[], inner);
    case 'schema-map':
      return mapMembers(value, (member) => inner(member as JsonSchema));
    default:
      return value;
  }
}

function directProperty(name: string, schema: JsonSchema, { hidden }: Marks, directing: Directing): JsonSchema {
  const isHidden = hidden.has(name);
  const [word = 'readOnly'] = wordsAgainst[directing.direction];
  if (isHidden && directing.direction !== 'either') return refusedProperty(word);
  const directed = directSchema(schema, noMarks, directing);
  // An example may have it or not; the copy says that this is not the schema that was written.
  return isHidden && isRecord(directed) ? { ...directed } : directed;
}

function withoutHidden(names: readonly string[], { hidden }: Marks): readonly string[] | undefined {
  const rest = names.filter((name) => !hidden.has(name));
  if (rest.length === names.length) return names;
  return rest.length === 0 ? undefined : rest;
}

/** The values stay those of the contract: where a name was the value, the mapping says so. */
function directDiscriminator(discriminator: unknown, schema: JsonSchema, marks: Marks, directing: Directing): unknown {
  if (!isRecord(discriminator) || !isRecord(schema)) return discriminator;
  const written = (discriminator.mapping ?? {}) as Record<string, string>;
  const choices = [schema.oneOf, schema.anyOf].filter(Array.isArray).flat().flatMap(referenceOf);
  const isBase = choices.length === 0;
  const targets = isBase ? directing.heirs(schema) : choices;
  const implied = targets.filter((reference) => !Object.values(written).includes(reference));
  const all = { ...Object.fromEntries(implied.map((reference) => [componentName(reference), reference])), ...written };
  const direct = (reference: unknown) => directing.direct(String(reference), isBase ? noMarks : marks);
  const mapping = mapMembers(all, direct);
  const { defaultMapping } = discriminator;
  const fallback = typeof defaultMapping === 'string' ? direct(defaultMapping) : undefined;
  if (mapping === all && fallback === defaultMapping) return discriminator;
  return { ...discriminator, mapping, ...(fallback === undefined ? {} : { defaultMapping: fallback }) };
}

function referenceOf(branch: unknown): string[] {
  return isRecord(branch) && typeof branch.$ref === 'string' && branch.$ref.startsWith(componentPrefix) ? [branch.$ref] : [];
}

function mapItems(items: readonly JsonSchema[], change: (item: JsonSchema) => JsonSchema): readonly JsonSchema[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}

function mapMembers(members: unknown, change: (member: unknown, name: string) => unknown): unknown {
  const copy: Record<string, unknown> = {};
  let isSame = true;
  for (const [name, member] of Object.entries(members as Record<string, unknown>)) {
    const changed = change(member, name);
    isSame &&= changed === member;
    setMember(copy, name, changed);
  }
  return isSame ? members : copy;
}
