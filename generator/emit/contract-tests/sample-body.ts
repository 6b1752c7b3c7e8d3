import { isRecord } from '../../load/located.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import type { Body, BodyField, Content } from '../../model/types.ts';
import type { SampleBody } from './contract-case.ts';
import type { SchemaTools } from './schema-tools.ts';

/** A right body of each media type for which the contract gives one; JSON comes first. */
export function sampleBodies({ contents }: Body, tools: SchemaTools): SampleBody[] {
  const bodies = contents.flatMap((content): SampleBody[] => {
    const value = valueOf(content, tools);
    return value === undefined ? [] : [{ content, type: concreteType(content.mediaType), value }];
  });
  return [...bodies.filter(({ content }) => content.codec === 'json'), ...bodies.filter(({ content }) => content.codec !== 'json')];
}

/** What the schema describes: of a file its text. */
function valueOf(content: Content, tools: SchemaTools): unknown {
  const { codec, schema, examples, mediaType } = content;
  const example = examples.find(({ value }) => schema === undefined || tools.accepts(schema, value))?.value;
  switch (codec) {
    case 'form':
    case 'multipart': return fieldsOf(content, isRecord(example) ? example : undefined, tools);
    case 'json-lines': return linesOf(schema ?? true, example, tools);
    case 'binary': return typeof example === 'string' ? example : 'bytes';
    case 'text':
      if (content.shape !== undefined) return example ?? tools.sample(schema ?? true);
      return typeof example === 'string' ? example : /[/+]xml\b/.test(mediaType) ? '<sample/>' : 'text';
    default: return example ?? (schema === undefined ? {} : tools.sample(schema));
  }
}

/** Of a form at least one field: without any it would be no body at all. */
function fieldsOf({ schema, fields = [] }: Content, example: Readonly<Record<string, unknown>> | undefined, tools: SchemaTools): unknown {
  if (schema === undefined) return { a: 'a' };
  const { properties = {} } = tools.keywords(schema) as { properties?: Record<string, JsonSchema> };
  const sampleOf = ({ name, as }: BodyField): unknown => {
    const property = properties[name] ?? true;
    const value = tools.sample(property) ?? 'a';
    return as === 'text' ? withPart(value, property, tools) : as === 'file' && isEmpty(value) ? ['a'] : value;
  };
  const required = fields.filter((field) => field.required);
  const chosen = required.length > 0 ? required : fields.slice(0, 1);
  const value = example ?? Object.fromEntries(chosen.map((field) => [field.name, sampleOf(field)]));
  return Object.keys(value).length > 0 && tools.accepts(schema, value) ? value : undefined;
}

/** What has neither an item nor a property is not sent at all. */
function withPart(value: unknown, schema: JsonSchema, tools: SchemaTools): unknown {
  if (isEmpty(value)) return [itemOf(schema, tools)];
  if (!isRecord(value)) return value;
  const { properties = {} } = tools.keywords(schema) as { properties?: Record<string, JsonSchema> };
  const [first] = Object.entries(properties).map(([name, property]) => [name, tools.sample(property)] as const);
  const members = Object.keys(value).length > 0 || first === undefined ? Object.entries(value) : [first];
  return Object.fromEntries(members.map(([name, member]) => [name, withPart(member, properties[name] ?? true, tools)]));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Without an item it would be no body at all. */
function linesOf(schema: JsonSchema, example: unknown, tools: SchemaTools): unknown {
  const value = Array.isArray(example) && example.length > 0 ? (example as unknown[]) : [itemOf(schema, tools)];
  return tools.accepts(schema, value) ? value : undefined;
}

function itemOf(list: JsonSchema, tools: SchemaTools): unknown {
  const { items = true } = tools.keywords(list) as { items?: JsonSchema };
  return tools.sample(items);
}

/** What the client of `specwright/client` is given: files as what it takes for them, where they are not yet. */
export function sentValue({ content: { fields = [] }, value }: Pick<SampleBody, 'content' | 'value'>, tools: SchemaTools): unknown {
  if (!isRecord(value)) return value;
  const files = new Map(fields.filter(({ as }) => as === 'file').map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      const field = files.get(name);
      const [first] = [text].flat();
      if (field === undefined || isRecord(first)) return [name, text];
      const file = sampleFile(field, tools);
      return [name, field.isList ? [file] : file];
    }),
  );
}

/** A `NamedFile` of `specwright/client`. */
export function sampleFile({ minBytes = 1, mediaTypes, headers }: BodyField, tools: SchemaTools): Readonly<Record<string, unknown>> {
  const needed = headers.filter(({ required }) => required).map(({ name, schema }) => [name, tools.sample(schema)] as const);
  return {
    content: 'a'.repeat(Math.max(minBytes, 1)),
    name: 'sample',
    type: concreteType(mediaTypes[0] ?? 'application/octet-stream'),
    ...(needed.length === 0 ? {} : { headers: Object.fromEntries(needed) }),
  };
}

const ofRange: Readonly<Record<string, string>> = { image: 'image/png', text: 'text/plain', audio: 'audio/mpeg', video: 'video/mp4' };

/** `image/*` → `image/png`, and `application/*+json` → `application/sample+json`. */
function concreteType(mediaType: string): string {
  if (!mediaType.includes('*')) return mediaType;
  if (mediaType.includes('*+')) return mediaType.replace('*', 'sample');
  const [main = ''] = mediaType.split('/');
  return ofRange[main] ?? `${main === '*' ? 'application' : main}/octet-stream`;
}
