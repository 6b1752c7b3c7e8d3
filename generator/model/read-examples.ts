import type { Located } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import type { Direction } from './schema-marks.ts';
import type { Example } from './types.ts';

/** An example and the place of its value. */
export interface LocatedExample {
  readonly example: Example;
  readonly value: Located;
}

/**
 * `example` and `examples` of a parameter, header or media type (OpenAPI 3.1, "Example Object"); each is noted to be checked
 * against the schema. Values kept elsewhere (`externalValue`) are not fetched.
 */
export function readExamples(owner: Located, schema: JsonSchema | undefined, reading: Reading, direction?: Direction): Example[] {
  const several = named(owner, reading);
  const found = several.length > 0 ? several : single(owner, reading);
  if (schema !== undefined) checkLater(found, schema, reading, direction);
  return found.map(({ example }) => example);
}

/** Notes examples to be checked once every schema is known. */
export function checkLater(found: readonly LocatedExample[], schema: JsonSchema, reading: Reading, direction?: Direction): void {
  for (const { value } of found) reading.examples.push({ kind: 'example', value, schema, ...(direction && { direction }) });
}

function single(owner: Located, reading: Reading): LocatedExample[] {
  const value = owner.get('example');
  return value === undefined ? [] : [{ example: { name: 'default', value: reading.dataOf(value), at: value.position }, value }];
}

function named(owner: Located, reading: Reading): LocatedExample[] {
  return (owner.get('examples')?.members() ?? []).flatMap(([name, member]) => {
    const value = reading.follow(member, 'example')?.get('value');
    return value === undefined ? [] : [{ example: { name, value: reading.dataOf(value), at: value.position }, value }];
  });
}
