import { componentPrefix } from '../model/component-reference.ts';
import { holdersOf, type Looked } from '../model/holders.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import type { Api } from '../model/types.ts';

/** Whether a schema describes integers of 64 bits somewhere, itself or in what it refers to. */
export type HoldsInt64 = (schema: JsonSchema | undefined) => boolean;

const formats = new Set<unknown>(['int64', 'uint64']);

export function int64Finder({ schemas }: Pick<Api, 'schemas'>): HoldsInt64 {
  const holding = holdersOf(schemas.map(({ name, schema }) => [componentPrefix + name, lookInto(schema)]));
  return (schema) => {
    const { holds, references } = lookInto(schema);
    return holds || references.some((reference) => holding.has(reference));
  };
}

function lookInto(schema: unknown): Looked {
  const references: string[] = [];
  let holds = false;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === 'format' && formats.has(member)) holds = true;
      else if (key === '$ref' && typeof member === 'string') references.push(member);
      else visit(member);
    }
  };
  visit(schema);
  return { holds, references };
}
