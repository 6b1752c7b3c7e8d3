import { isRecord } from '../../load/located.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import type { BodyField, Content } from '../../model/types.ts';
import type { SampleBody } from './contract-case.ts';
import { sampleFile } from './sample-body.ts';
import type { SchemaTools } from './schema-tools.ts';
import { wrongText } from './violations.ts';

export interface BrokenBody {
  readonly title: string;
  /** Of a file that is wrong itself: as the client takes it. */
  readonly value: unknown;
  /** Whether it is too large rather than wrong. */
  readonly isTooLarge?: boolean;
}

/** The sample with one thing wrong. */
export function brokenBodies(sample: SampleBody, tools: SchemaTools): BrokenBody[] {
  const { content, value } = sample;
  const schema = content.schema ?? true;
  switch (content.codec) {
    case 'json': return brokenObjects(schema, value, tools);
    case 'json-lines': return brokenLines(schema, value, tools);
    case 'form':
    case 'multipart': return isRecord(value) ? brokenFields(content, value, tools) : [];
    case 'text': return brokenText(content, tools);
    default: return [];
  }
}

/** Each required property left out, each property of another type, an unknown one added. */
function brokenObjects(schema: JsonSchema, sample: unknown, tools: SchemaTools): BrokenBody[] {
  if (!isRecord(sample)) return [];
  const { properties = {}, required = [] } = tools.keywords(schema) as { properties?: Record<string, JsonSchema>; required?: string[] };
  const all = [
    ...required.map((name) => ({ title: `without ${name} in its body`, value: omit(sample, name) })),
    ...Object.entries(properties).flatMap(([name, property]) => wrongValue(name, sample, property, tools)),
    { title: 'with an unknown property in its body', value: { ...sample, 'un known': 1 } },
  ];
  return all.filter(({ value }) => !tools.accepts(schema, value));
}

function brokenLines(schema: JsonSchema, sample: unknown, tools: SchemaTools): BrokenBody[] {
  const { items = true } = tools.keywords(schema) as { items?: JsonSchema };
  const [item] = Array.isArray(sample) ? (sample as unknown[]) : [];
  return brokenObjects(items, item, tools).map(({ title, value }) => ({ title, value: [value] })).filter(({ value }) => !tools.accepts(schema, value));
}

/** What travels as text may become a number on its way, so a wrong text is one that no schema takes in any form. */
function brokenFields(content: Content, sample: Readonly<Record<string, unknown>>, tools: SchemaTools): BrokenBody[] {
  const { fields = [], schema = true } = content;
  const wrong = [
    ...fields.filter(({ required }) => required).map(({ name }) => ({ title: `without ${name} in its body`, value: omit(sample, name) })),
    ...fields.flatMap((field) => wrongField(field, sample, content, tools)),
    { title: 'with an unknown property in its body', value: { ...sample, 'un known': 'a' } },
  ].filter(({ value }) => !tools.accepts(schema, value));
  const files = fields.filter(({ as }) => as === 'file').flatMap((field) => wrongFiles(field, sample, tools));
  return [...wrong, ...files];
}

function wrongField({ name, as, isList, shape }: BodyField, sample: Readonly<Record<string, unknown>>, { schema = true }: Content, tools: SchemaTools): BrokenBody[] {
  const { properties = {} } = tools.keywords(schema) as { properties?: Record<string, JsonSchema> };
  const property = properties[name];
  if (property === undefined || isList || as === 'file') return [];
  if (as === 'json') return wrongValue(name, sample, property, tools);
  const text = wrongText({ schema: property, shape, style: 'form' }, tools);
  return text === undefined ? [] : [{ title: `with a wrong ${name} in its body`, value: { ...sample, [name]: text } }];
}

/** A file of another type, and one that is too large, where that can be written down. */
function wrongFiles(field: BodyField, sample: Readonly<Record<string, unknown>>, tools: SchemaTools): BrokenBody[] {
  const { name, isList, mediaTypes, maxBytes } = field;
  const file = (parts: object): unknown => {
    const made = { ...sampleFile(field, tools), ...parts };
    return { ...sample, [name]: isList ? [made] : made };
  };
  const isAny = mediaTypes.length === 0 || mediaTypes.some((type) => type.startsWith('*') || type === 'application/*');
  return [
    ...(isAny ? [] : [{ title: `with a ${name} of another media type in its body`, value: file({ type: 'application/x-unknown' }) }]),
    ...(maxBytes === undefined || maxBytes >= 2000 ? [] : [{ title: `with a ${name} that is too large in its body`, value: file({ content: 'a'.repeat(maxBytes + 1) }), isTooLarge: true }]),
  ];
}

function brokenText({ schema, shape }: Content, tools: SchemaTools): BrokenBody[] {
  const text = schema === undefined || shape === undefined ? undefined : wrongText({ schema, shape, style: 'form' }, tools);
  return text === undefined ? [] : [{ title: 'with a wrong text as its body', value: text }];
}

function wrongValue(name: string, object: Readonly<Record<string, unknown>>, property: JsonSchema, tools: SchemaTools): BrokenBody[] {
  const wrong = [{ not: ['right'] }, [], 4.5, 'x', ''].find((value) => !tools.accepts(property, value));
  return wrong === undefined ? [] : [{ title: `with a wrong ${name} in its body`, value: { ...object, [name]: wrong } }];
}

function omit(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
