import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Operation, Parameter, Schema } from './oracle.ts';
import type { PlainRequest } from './plain-request.ts';
import { valuesOf } from './schema-values.ts';
import { encodeAll, writeParameter } from './written-parameter.ts';

/** A request, and what its parameters were before they were written down. */
export interface RightRequest {
  readonly request: PlainRequest;
  readonly values: readonly WrittenValue[];
}

interface WrittenValue {
  readonly place: Parameter['in'];
  /** Lower case for a header. */
  readonly name: string;
  readonly value: unknown;
}

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv, { mode: 'full', keywords: false });

/** Requests whose parameters all keep their schemas, to the operations that take no body. */
export function rightRequestsTo(operations: readonly Operation[]): fc.Arbitrary<RightRequest> {
  const bodiless = operations.filter(({ body, parameters }) => body === undefined && parameters.length > 0);
  return fc
    .constantFrom(...bodiless)
    .chain((operation) => fc.tuple(...operation.parameters.map(rightValues)).map((values) => write(operation, values)));
}

/** Undefined: left out. */
function rightValues(parameter: Parameter): fc.Arbitrary<unknown> {
  const schema: Schema = parameter.schema ?? parameter.content?.['application/json']?.schema ?? {};
  const isRight = ajv.compile(schema);
  const values = valuesOf(schema).filter((value) => isRight(value) && isWritable(parameter, value));
  return parameter.required ? values : fc.option(values, { nil: undefined });
}

/** What no style can write: an empty object or list, an empty segment, delimiters that are not told from encoded ones, other alphabets within a header. */
function isWritable(parameter: Parameter, value: unknown): boolean {
  if (isEmpty(value) || (typeof value === 'object' && value !== null && Object.values(value).some(isEmpty))) return false;
  if (parameter.style?.endsWith('Delimited')) return Array.isArray(value) && value.every((item) => !/[ |]/.test(String(item)));
  if (parameter.in === 'path') return value !== '';
  if (parameter.in !== 'header') return true;
  const parts: unknown[] = typeof value === 'object' ? Object.values(value ?? {}) : [value];
  return parts.every((part) => /^[\x21-\x2b\x2d-\x3c\x3e-\x7e]+$/.test(String(part)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function write({ method, path, parameters }: Operation, all: readonly unknown[]): RightRequest {
  const written = parameters.flatMap((parameter, index) =>
    all[index] === undefined ? [] : [{ parameter, value: all[index], ...writeParameter(parameter, all[index], encodeAll) }],
  );
  const textsIn = (place: Parameter['in']) => written.filter(({ parameter }) => parameter.in === place);
  const pairsIn = (place: Parameter['in']) =>
    textsIn(place).flatMap(({ pairs }) => pairs.map((pair) => `${pair.name}=${pair.value}`));
  const cookie = pairsIn('cookie').join('; ');
  const headers = Object.fromEntries(textsIn('header').map(({ parameter, text }) => [parameter.name.toLowerCase(), text]));
  return {
    request: {
      method,
      path: textsIn('path').reduce((rest, { parameter, text }) => rest.replace(`{${parameter.name}}`, () => text), path),
      query: pairsIn('query').join('&'),
      headers: cookie === '' ? headers : { ...headers, cookie },
    },
    values: written.map(({ parameter, value }) => ({
      place: parameter.in,
      name: parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name,
      value,
    })),
  };
}
