import type { JsonSchema } from '../model/json-schema.ts';
import type { Api, Content } from '../model/types.ts';

/**
 * What the value of a body, or one item of a stream, has to satisfy; undefined where nothing is checked: bytes are whatever they are, and a text that its
 * schema looks into, as into XML, stays one text. A file is no text, so of files only their number is left in the schema.
 */
export function checkedSchema(api: Pick<Api, 'schemas'>, content: Content): JsonSchema | undefined {
  const { codec, schema, itemSchema, shape, fields = [] } = content;
  if (itemSchema !== undefined) return itemSchema === true ? undefined : itemSchema;
  if (codec === 'binary' || (codec === 'text' && shape === undefined)) return undefined;
  const files = new Map(fields.filter(({ as }) => as === 'file').map((field) => [field.name, field.isList]));
  if (codec !== 'multipart' || schema === undefined || files.size === 0) return schema;
  const components = new Map(api.schemas.map((named) => [`#/components/schemas/${named.name}`, named.schema]));
  return withoutFiles(schema, files, (reference) => components.get(reference) ?? true);
}

type Resolve = (reference: string) => JsonSchema;

function withoutFiles(schema: JsonSchema, files: ReadonlyMap<string, boolean>, resolve: Resolve, open: readonly string[] = []): JsonSchema {
  if (typeof schema === 'boolean') return schema;
  const inner = (part: unknown) => withoutFiles(part as JsonSchema, files, resolve, open);
  const { $ref: reference, ...own } = schema;
  const kept = Object.fromEntries(
    Object.entries(own).map(([keyword, value]) => {
      if (keyword === 'properties') return [keyword, replaced(value as Record<string, JsonSchema>, files)];
      return [keyword, combinators.has(keyword) && Array.isArray(value) ? value.map(inner) : value];
    }),
  );
  if (typeof reference !== 'string') return kept;
  if (open.includes(reference)) return schema;
  const target = withoutFiles(resolve(reference), files, resolve, [...open, reference]);
  return Object.keys(kept).length === 0 ? target : { ...kept, allOf: [...((kept['allOf'] as JsonSchema[] | undefined) ?? []), target] };
}

const combinators = new Set(['allOf', 'anyOf', 'oneOf']);

function replaced(properties: Record<string, JsonSchema>, files: ReadonlyMap<string, boolean>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const isList = files.get(name);
      if (isList === undefined) return [name, property];
      return [name, isList ? listOfFiles(property) : true];
    }),
  );
}

function listOfFiles(property: JsonSchema): JsonSchema {
  const { minItems, maxItems } = typeof property === 'boolean' ? {} : (property as Record<string, unknown>);
  return { type: 'array', ...(minItems === undefined ? {} : { minItems }), ...(maxItems === undefined ? {} : { maxItems }) };
}
