import { isRecord } from '../load/located.ts';
import type { JsonSchema } from '../model/json-schema.ts';

export type Components = Readonly<Record<string, JsonSchema>>;

const prefix = '#/components/schemas/';

/**
 * The components that parts of a document refer to. hey-api needs no more of one than its type, except where schemas are
 * composed: it looks for discriminators and for properties in the branches of `allOf`, and of `oneOf` and `anyOf`.
 */
export function borrowedSchemas(parts: readonly unknown[], all: Components): Map<string, JsonSchema> {
  const composed = new Map<string, JsonSchema>();
  for (const name of parts.flatMap(composedIn)) borrow(name);
  const names = new Set([...composed.keys(), ...namesIn([...parts, ...composed.values()])]);
  return new Map([...names].sort().map((name) => [name, composed.get(name) ?? typeOf(all[name])]));

  function borrow(name: string): void {
    const schema = all[name];
    if (schema === undefined || composed.has(name)) return;
    composed.set(name, schema);
    branchesOf(schema).forEach(borrow);
  }
}

/** Names of the components that are branches of a composed schema anywhere in a value. */
function composedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(composedIn);
  return isRecord(value) ? [...branchesOf(value), ...Object.values(value).flatMap(composedIn)] : [];
}

/** Of `oneOf` and `anyOf` only where a discriminator tells the branches apart. */
function branchesOf(schema: JsonSchema): string[] {
  if (!isRecord(schema)) return [];
  const choices = isRecord(schema.discriminator) ? [schema.oneOf, schema.anyOf] : [];
  return [schema.allOf, ...choices].filter(Array.isArray).flat().flatMap(namesOfBranch);
}

function namesOfBranch(branch: unknown): string[] {
  const reference = isRecord(branch) ? branch.$ref : undefined;
  if (typeof reference === 'string' && reference.startsWith(prefix)) return [reference.slice(prefix.length)];
  return isRecord(branch) ? branchesOf(branch) : [];
}

function namesIn(value: unknown): string[] {
  const found = JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}

function typeOf(schema: JsonSchema | undefined): JsonSchema {
  return isRecord(schema) && schema.type !== undefined ? { type: schema.type } : {};
}
