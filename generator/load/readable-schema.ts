import { isRecord } from './located.ts';
import type { PublishedSchema } from './published-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The published schema of OpenAPI 3.0 (JSON Schema draft 4) as a schema of 2020-12 that decides the same, with errors that name
 * one cause: a choice between a reference and an object becomes a condition, and what the readers of the model check with
 * better words is left to them. These are Schema Objects, and the style of a parameter at its place.
 */
export function readableSchema({ id, $schema: _draft4, ...published }: Schema): PublishedSchema {
  const definitions = { ...(published.definitions as Schema), Schema: { type: 'object' }, ParameterLocation: parameterLocation };
  const text = { ...published, definitions: { ...definitions, SecurityScheme: securityScheme(definitions) } };
  return { ...(conditional(text) as Schema), $id: String(id) };
}

const parameterLocation = { properties: { in: { enum: ['query', 'header', 'path', 'cookie'] } } };

const reference = '#/definitions/Reference';

/** `oneOf: [<part>, Reference]` decides by `$ref`. */
function conditional(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(conditional);
  if (!isRecord(schema)) return schema;
  const other = otherThanReference(schema.oneOf);
  if (other !== undefined) return { if: { type: 'object', required: ['$ref'] }, then: { $ref: reference }, else: other };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, conditional(value)]));
}

function otherThanReference(choices: unknown): unknown {
  if (!Array.isArray(choices) || choices.length !== 2) return undefined;
  const isReference = (choice: unknown) => isRecord(choice) && choice.$ref === reference;
  return choices.some(isReference) ? choices.find((choice) => !isReference(choice)) : undefined;
}

/** The four kinds are told apart by `type`. */
function securityScheme(definitions: Schema): Schema {
  const kinds = ((definitions.SecurityScheme as Schema).oneOf as Schema[]).map(({ $ref }) => {
    const name = String($ref).split('/').at(-1) ?? '';
    const { type } = (definitions[name] as Schema).properties as Record<string, Schema>;
    return { if: { properties: { type } }, then: { $ref } };
  });
  const types = kinds.flatMap(({ if: { properties } }) => properties.type?.enum as string[]);
  return { type: 'object', required: ['type'], properties: { type: { enum: types } }, allOf: kinds };
}
