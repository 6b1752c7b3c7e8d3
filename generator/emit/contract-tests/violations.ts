import type { JsonSchema } from '../../model/json-schema.ts';
import type { Operation, Parameter } from '../../model/types.ts';
import type { SampleRequest } from './contract-case.ts';
import type { SchemaTools } from './schema-tools.ts';

export interface BrokenBody {
  readonly title: string;
  readonly value: unknown;
}

/** The sample with one thing wrong: each required property left out, each property of another type, an unknown one added. */
export function brokenBodies(schema: JsonSchema, sample: unknown, tools: SchemaTools): BrokenBody[] {
  const { properties = {}, required = [] } = tools.keywords(schema) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample)) return [];
  const object = sample as Record<string, unknown>;
  const all = [
    ...required.map((name) => ({ title: `without ${name} in its body`, value: omit(object, name) })),
    ...Object.entries(properties).flatMap(([name, property]) => wrongValue(name, object, property, tools)),
    { title: 'with an unknown property in its body', value: { ...object, 'un known': 1 } },
  ];
  return all.filter(({ value }) => !tools.accepts(schema, value));
}

function wrongValue(name: string, object: Record<string, unknown>, property: JsonSchema, tools: SchemaTools): BrokenBody[] {
  const wrong = [{ not: ['right'] }, [], 4.5, 'x', ''].find((value) => !tools.accepts(property, value));
  return wrong === undefined ? [] : [{ title: `with a wrong ${name} in its body`, value: { ...object, [name]: wrong } }];
}

function omit(object: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

export interface BrokenRequest {
  readonly title: string;
  readonly request: SampleRequest;
  readonly isPath: boolean;
}

const partOf = { path: 'path', query: 'query', header: 'headers' } as const;

/** The sample with each single-valued parameter wrong, and each required one outside the path left out. */
export function brokenParameters({ parameters }: Operation, sample: SampleRequest, tools: SchemaTools): BrokenRequest[] {
  return parameters.flatMap((parameter) => {
    const place = parameter.in;
    if (place === 'cookie') return [];
    const part = partOf[place];
    const wrong = wrongText(parameter, tools);
    const missing = parameter.required && place !== 'path';
    return [
      ...(wrong === undefined
        ? []
        : [
            {
              title: `with a wrong ${parameter.name}`,
              request: { ...sample, [part]: { ...sample[part], [parameter.name]: wrong } },
              isPath: place === 'path',
            },
          ]),
      ...(missing
        ? [
            {
              title: `without ${parameter.name}`,
              request: { ...sample, [part]: omit(sample[part], parameter.name) as Record<string, string> },
              isPath: false,
            },
          ]
        : []),
    ];
  });
}

/** A text that the parameter's schema refuses; undefined where every text is right, or where the style is not a plain one. */
function wrongText({ schema, shape, style, contentType }: Parameter, tools: SchemaTools): string | undefined {
  const isPlain =
    contentType === undefined &&
    (style === 'simple' || style === 'form') &&
    !shape.types.includes('array') &&
    !shape.types.includes('object');
  if (!isPlain || shape.types.length === 0) return undefined;
  const { maxLength } = tools.keywords(schema);
  const tooLong = typeof maxLength === 'number' && maxLength < 2000 ? 'a'.repeat(maxLength + 1) : undefined;
  return ['~wrong~', '-1.5', tooLong].find(
    (text) => text !== undefined && values(text).every((value) => !tools.accepts(schema, value)),
  );
}

/** What a decoder may make of a text. */
function values(text: string): unknown[] {
  return Number.isFinite(Number(text)) ? [text, Number(text)] : [text];
}
