import { isRecord } from '../load/located.ts';
import type { JsonSchema } from '../model/json-schema.ts';

export type Components = Readonly<Record<string, JsonSchema>>;

const prefix = '#/components/schemas/';

/**
 * The components that parts of a document refer to. hey-api needs no more of one than its type, except where schemas are
 * composed: it looks for discriminators and for properties in the branches of `allOf`, and of `oneOf` and `anyOf`.
 */
export function borrowedSchemas(parts: readonly object[], all: Components): Map<string, JsonSchema> {
  const composed = new Map<string, JsonSchema>();
  for (const part of parts) tracesOf(part).composed.forEach(borrow);
  const whole = [...composed.values()].filter(isRecord);
  const names = new Set([...composed.keys(), ...[...parts, ...whole].flatMap((part) => [...tracesOf(part).names])]);
  return new Map([...names].sort().map((name) => [name, composed.get(name) ?? typeOf(all[name])]));

  function borrow(name: string): void {
    const schema = all[name];
    if (schema === undefined || composed.has(name)) return;
    composed.set(name, schema);
    branchesOf(schema).forEach(borrow);
  }
}

/** Names of the components that a value refers to anywhere, and of those that are branches of a composed schema in it. */
interface Traces {
  readonly names: Set<string>;
  readonly composed: Set<string>;
}

const known = new WeakMap<object, Traces>();

/** Many parts of a document refer to the same components: each is looked through once. */
function tracesOf(part: object): Traces {
  const before = known.get(part);
  if (before !== undefined) return before;
  const traces: Traces = { names: new Set(), composed: new Set() };
  addTraces(part, traces);
  known.set(part, traces);
  return traces;
}

function addTraces(value: unknown, traces: Traces): void {
  if (Array.isArray(value)) return value.forEach((item) => addTraces(item, traces));
  if (!isRecord(value)) return;
  for (const name of branchesOf(value)) traces.composed.add(name);
  for (const [key, member] of Object.entries(value)) {
    if (key === '$ref' && typeof member === 'string' && member.startsWith(prefix)) traces.names.add(member.slice(prefix.length));
    else addTraces(member, traces);
  }
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

function typeOf(schema: JsonSchema | undefined): JsonSchema {
  return isRecord(schema) && schema.type !== undefined ? { type: schema.type } : {};
}
