import type { Operation, Parameter } from '../../model/types.ts';
import type { SampleRequest } from './contract-case.ts';
import type { SchemaTools } from './schema-tools.ts';

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
              request: { ...sample, [part]: Object.fromEntries(Object.entries(sample[part]).filter(([name]) => name !== parameter.name)) },
              isPath: false,
            },
          ]
        : []),
    ];
  });
}

/** A text that the parameter's schema refuses; undefined where every text is right, or where the style is not a plain one. */
export function wrongText({ schema, shape, style, contentType }: Pick<Parameter, 'schema' | 'shape' | 'style' | 'contentType'>, tools: SchemaTools): string | undefined {
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
