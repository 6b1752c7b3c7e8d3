import { componentPrefix } from '../model/component-reference.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import type { Api } from '../model/types.ts';

/** Whether a schema describes integers of 64 bits somewhere, itself or in what it refers to. */
export type HoldsInt64 = (schema: JsonSchema | undefined) => boolean;

const formats = new Set<unknown>(['int64', 'uint64']);

export function int64Finder({ schemas }: Pick<Api, 'schemas'>): HoldsInt64 {
  const byReference = new Map(schemas.map(({ name, schema }) => [componentPrefix + name, schema]));
  const holding = holdersOf(byReference);
  return (schema) => {
    const { hasFormat, references } = lookInto(schema);
    return hasFormat || references.some((reference) => holding.has(reference));
  };
}

/** The components that lead to such an integer: those that have one, those that refer to them, and so on. */
function holdersOf(byReference: ReadonlyMap<string, JsonSchema>): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const queue: string[] = [];
  for (const [name, schema] of byReference) {
    const { hasFormat, references } = lookInto(schema);
    if (hasFormat) queue.push(name);
    for (const reference of references) users.set(reference, [...(users.get(reference) ?? []), name]);
  }
  const holding = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (holding.has(name)) continue;
    holding.add(name);
    queue.push(...(users.get(name) ?? []));
  }
  return holding;
}

function lookInto(schema: unknown): { readonly hasFormat: boolean; readonly references: readonly string[] } {
  const references: string[] = [];
  let hasFormat = false;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === 'format' && formats.has(member)) hasFormat = true;
      else if (key === '$ref' && typeof member === 'string') references.push(member);
      else visit(member);
    }
  };
  visit(schema);
  return { hasFormat, references };
}
