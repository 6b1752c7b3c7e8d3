import { isRecord } from '../load/located.ts';

/** A keyword as OpenAPI 3.0 or an older draft of JSON Schema has it. */
export interface OldWord {
  /** Whether it is right in OpenAPI 3.0. */
  readonly isOf30: boolean;
  /** How 2020-12 says the same. */
  readonly hint: string;
}

const exclusive: OldWord = { isOf30: true, hint: 'Write the limit itself as the value, in place of minimum or maximum' };
const nullable: OldWord = { isOf30: true, hint: "Write type: [<type>, 'null'] instead, as OpenAPI 3.1 does" };
const tuple: OldWord = { isOf30: false, hint: 'Write prefixItems for the first items and items for the rest' };
const nullType: OldWord = { isOf30: false, hint: "Write 'null' in quotes" };

const recursive: OldWord = { isOf30: false, hint: 'Write $dynamicAnchor and $dynamicRef, or a $ref to the schema' };
const dependencies: OldWord = { isOf30: false, hint: 'Write dependentRequired for lists of names, and dependentSchemas for schemas' };

/** Whether a keyword with such a value belongs to OpenAPI 3.0 or an older draft; undefined for what 2020-12 knows, or nobody.
 * `type` without a value is a slip of the pen, unless it `isAlone`: then nothing but null can be meant. */
export function oldWord(keyword: string, value: unknown, isAlone = false): OldWord | undefined {
  if (keyword === 'nullable' && typeof value === 'boolean') return nullable;
  if (/^exclusive(Minimum|Maximum)$/.test(keyword) && typeof value === 'boolean') return exclusive;
  if (keyword === 'items' && Array.isArray(value)) return tuple;
  if (keyword === 'additionalItems' && typeof value !== 'string') return tuple;
  if (keyword === '$recursiveAnchor' && typeof value === 'boolean') return recursive;
  if (keyword === 'dependencies' && isRecord(value) && Object.values(value).every(isDependency)) return dependencies;
  if (keyword === 'type' && value === null && isAlone) return nullType;
  return keyword === 'type' && Array.isArray(value) && value.includes(null) ? nullType : undefined;
}

/** Names, or a schema. */
function isDependency(value: unknown): boolean {
  return Array.isArray(value) ? value.every((name) => typeof name === 'string') : isRecord(value) || typeof value === 'boolean';
}
