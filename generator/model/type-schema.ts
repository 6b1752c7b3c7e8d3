import { ExactInteger } from '../load/exact-integer.ts';
import { isRecord } from '../load/located.ts';
import { setMember } from '../load/yaml-data.ts';
import type { JsonSchema } from './json-schema.ts';
import { refusedFor } from './refused-property.ts';

type Keywords = Readonly<Record<string, unknown>>;
type Resolve = (reference: string) => JsonSchema;

/** No value: what must not be there is `name?: never`. */
const nothing: Keywords = { enum: [] };

/**
 * A schema in words from which hey-api prints the right type. It would drop null from an `enum` without `type`, know nothing of
 * objects and lists as constants, leave out properties whose schema is `true`, and not look into `then`, `else` and
 * `dependentSchemas`; and for it a list with `prefixItems` ends with them. `isPart`: the schema is one of several that hold together,
 * so that others may know more of its properties.
 */
export function typeSchema(schema: Keywords, isPart: boolean, resolve: Resolve): Keywords {
  if (refusedFor(schema) !== undefined) return nothing;
  return withEnum(withConstant(withOpenTuple(withProperties(schema, isPart, resolve))));
}

function typeProperty(schema: JsonSchema): JsonSchema {
  if (typeof schema !== 'boolean') return schema;
  return schema ? {} : nothing;
}

function withEnum({ enum: written, ...schema }: Keywords): Keywords {
  if (!Array.isArray(written)) return { ...schema, ...(written === undefined ? {} : { enum: written }) };
  const types = schema.type === undefined ? undefined : ([schema.type].flat() as string[]);
  const values = types?.includes('null') === false ? written.filter((value) => value !== null) : written;
  const plain = values.filter((value) => !isStructure(value) && value !== null);
  const isNullTyped = types?.includes('null') === true && plain.length > 0;
  if (!values.some(isStructure) && (isNullTyped || !values.includes(null))) return { ...schema, enum: values };
  const rest = withoutType(schema);
  const others = values.filter((value) => isStructure(value) || value === null).map(valueSchema);
  const anyOf = [...(plain.length > 0 ? [{ enum: plain, ...(schema.$int64 === undefined ? {} : { $int64: schema.$int64 }) }] : []), ...others];
  return rest.anyOf === undefined ? { ...rest, anyOf } : { ...rest, allOf: [...((rest.allOf as JsonSchema[] | undefined) ?? []), { anyOf }] };
}

function withoutType({ type: _, ...rest }: Keywords): Keywords {
  return rest;
}

function withConstant({ const: value, ...schema }: Keywords): Keywords {
  if (value === undefined) return schema;
  return isStructure(value) ? { ...schema, ...(valueSchema(value) as Keywords) } : { ...schema, const: value };
}

/** The schema of one value. */
function valueSchema(value: unknown): JsonSchema {
  if (value === null) return { type: 'null' };
  if (Array.isArray(value)) return { type: 'array', prefixItems: value.map(valueSchema), minItems: value.length, maxItems: value.length };
  if (!isRecord(value)) return { const: value };
  const properties: Record<string, JsonSchema> = {};
  for (const [name, member] of Object.entries(value)) setMember(properties, name, valueSchema(member));
  return { type: 'object', required: Object.keys(value), properties, additionalProperties: false };
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof ExactInteger);
}

/** A list whose further items have a schema may be shorter or longer than its `prefixItems`. */
function withOpenTuple({ prefixItems, ...schema }: Keywords): Keywords {
  if (!Array.isArray(prefixItems)) return schema;
  if (!isRecord(schema.items)) return { ...schema, prefixItems };
  return { ...schema, items: { anyOf: [...(prefixItems as JsonSchema[]), schema.items] } };
}

const combining = ['$ref', 'allOf', 'anyOf', 'oneOf'];

/** Properties that only some of the values have are optional ones. */
function withProperties(schema: Keywords, isPart: boolean, resolve: Resolve): Keywords {
  const { then: yes, else: no, dependentSchemas = {}, properties, ...others } = schema;
  const parts = [yes, no, ...Object.values(dependentSchemas as Record<string, JsonSchema>)] as (JsonSchema | undefined)[];
  const own = (properties ?? {}) as Record<string, JsonSchema>;
  const isAlone = !isPart && combining.every((keyword) => schema[keyword] === undefined);
  const found = new Map<string, JsonSchema>();
  for (const [name, member] of parts.flatMap((part) => propertiesOf(part, resolve))) {
    if (!Object.hasOwn(own, name)) found.set(name, isAlone && !found.has(name) ? member : {});
  }
  if (properties === undefined && found.size === 0) return others;
  const all: Record<string, JsonSchema> = {};
  for (const [name, member] of [...Object.entries(own), ...found]) setMember(all, name, typeProperty(member));
  return { ...others, properties: all };
}

function propertiesOf(schema: JsonSchema | undefined, resolve: Resolve, open: readonly string[] = []): [string, JsonSchema][] {
  if (!isRecord(schema)) return [];
  const { $ref: reference, allOf = [], properties = {} } = schema as { $ref?: string; allOf?: JsonSchema[]; properties?: Record<string, JsonSchema> };
  const referred = reference === undefined || open.includes(reference) ? [] : propertiesOf(resolve(reference), resolve, [...open, reference]);
  return [...referred, ...allOf.flatMap((part) => propertiesOf(part, resolve, open)), ...Object.entries(properties)];
}
