import type { Located } from '../load/located.ts';
import { isRecord } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import { readStyle } from './parameter-styles.ts';
import type { Reading } from './reading.ts';
import type { Parameter } from './types.ts';
import { valueShape } from './value-shape.ts';

/** Path parameters of the address; query and headers of the connection (AsyncAPI 3.0, "Parameter Object", and the ws binding). */
export function readChannelParameters(channel: Located, reading: Reading): Parameter[] {
  const binding = reading.follow(reading.follow(channel.get('bindings'))?.get('ws'));
  return [
    ...readAddressParameters(channel, reading),
    ...readBinding(binding?.get('query'), 'query', reading),
    ...readBinding(binding?.get('headers'), 'header', reading),
  ];
}

/** Those that stand in braces. */
export function readAddressParameters(channel: Located, reading: Reading): Parameter[] {
  return (channel.get('parameters')?.members() ?? []).flatMap(([name, item]) => {
    const located = reading.follow(item);
    if (located === undefined) return [];
    const schema = parameterSchema(located, reading);
    const parameter: Parameter = {
      kind: 'parameter',
      name,
      in: 'path',
      required: true,
      style: 'simple',
      explode: false,
      allowReserved: false,
      schema,
      shape: valueShape(schema, (reference) => reading.schemas.resolve(reference)),
      description: located.text('description') ?? '',
      at: located.position,
    };
    return [parameter];
  });
}

/** A parameter is a text; AsyncAPI 2 describes it with a schema. */
function parameterSchema(located: Located, reading: Reading): JsonSchema {
  const schema = located.get('schema');
  if (schema !== undefined) return reading.schemas.convert(schema);
  return { type: 'string', minLength: 1, ...pick(located, ['enum', 'default', 'examples']) };
}

/** The binding's schema is an object with a property for each parameter. */
function readBinding(item: Located | undefined, location: 'query' | 'header', reading: Reading): Parameter[] {
  const schema = reading.follow(item);
  if (item === undefined || schema === undefined) return [];
  const properties = schema.get('properties');
  if (schema.text('type') !== 'object' || properties === undefined) {
    const hint = 'Write type: object and properties';
    return reading.refuse('invalid-structure', item, `the ${location} of a connection is an object with properties`, hint) ?? [];
  }
  const required = new Set(
    schema
      .get('required')
      ?.items()
      .map(({ value }) => value),
  );
  return properties.members().map(([name, located]) => readProperty(name, located, location, required.has(name), reading));
}

function readProperty(
  name: string,
  located: Located,
  location: 'query' | 'header',
  required: boolean,
  reading: Reading,
): Parameter {
  const schema = reading.schemas.convert(located);
  const shape = valueShape(schema, (reference) => reading.schemas.resolve(reference));
  // The binding has no style, and a property called "style" would be the schema's, not the parameter's.
  const style = readStyle(located.withValue({}), location, shape, reading);
  const resolved = reading.schemas.resolve(schema);
  const description = isRecord(resolved) && typeof resolved.description === 'string' ? resolved.description : '';
  return {
    kind: 'parameter',
    name,
    in: location,
    required,
    ...style,
    allowReserved: false,
    schema,
    shape,
    description,
    at: located.position,
  };
}

function pick(located: Located, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (located.get(name) ? [[name, located.get(name)?.value]] : [])));
}
