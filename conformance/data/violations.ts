import { setMember } from '../../generator/load/yaml-data.ts';
import { listWith } from '../sample/sample-arrays.ts';
import type { Sampler } from '../sample/sampler.ts';
import { dataTypes, type DataType, type Shape } from '../schema/shape.ts';
import { memberSite, wordOf, type Site } from '../schema/site.ts';

/** A value that breaks a word of a shape, and perhaps others: whoever needs to know asks a validator. */
export interface Violation {
  readonly keyword: string;
  readonly value: unknown;
}

const plainValues: Readonly<Record<DataType, unknown>> = { null: null, boolean: true, number: 1.5, string: 'wrong', array: [], object: {} };

/** Values that break what the shape says of the value itself, each word in a few ways. */
export function violationsOf(shape: Shape, sampler: Sampler): Violation[] {
  const base = sampler.smallestOf(shape)?.value;
  const wrongTypes = dataTypes.filter((type) => !shape.types.includes(type)).map((type) => plainValues[type]);
  const fractions = shape.isInteger ? [1.5, (shape.least('minimum') ?? 0) + 0.5] : [];
  return [
    ...[...wrongTypes, ...fractions].map((value) => ({ keyword: 'type', value })),
    ...shape.parts.flatMap((part) => [...listViolations(part), ...numberViolations(part, shape), ...textViolations(part, shape, base)]),
    ...(Array.isArray(base) || shape.types.includes('array') ? arrayViolations(shape, sampler) : []),
    ...(isObject(base) ? objectViolations(shape, base, sampler) : []),
  ];
}

function listViolations(part: Site): Violation[] {
  const keyword = wordOf(part, 'enum') === undefined ? (wordOf(part, 'const') === undefined ? undefined : 'const') : 'enum';
  if (keyword === undefined) return [];
  const values = keyword === 'enum' ? (wordOf(part, 'enum') as unknown[]) : [wordOf(part, 'const')];
  return ['not listed', 987654321, ...values.map((value) => (typeof value === 'string' ? `${value}x` : value))].map((value) => ({ keyword, value }));
}

function numberViolations(part: Site, shape: Shape): Violation[] {
  const step = shape.multiples[0] ?? 1;
  const beyond = { minimum: -step, maximum: step, exclusiveMinimum: 0, exclusiveMaximum: 0 };
  const bounds = Object.entries(beyond).flatMap(([keyword, distance]) => {
    const bound = wordOf(part, keyword);
    return typeof bound === 'number' ? [{ keyword, value: bound + distance }] : [];
  });
  const multiple = wordOf(part, 'multipleOf');
  const base = typeof multiple === 'number' ? [0, 1, 2, 3].map((count) => Math.max(shape.least('minimum') ?? 0, 0) + multiple * count) : [];
  const formats = ['int32', 'uint32', 'int8', 'uint8', 'int16', 'uint16'].includes(String(wordOf(part, 'format'))) ? [2 ** 40, -1] : [];
  return [
    ...bounds,
    ...base.flatMap((value) => [{ keyword: 'multipleOf', value: value + 1 }, { keyword: 'multipleOf', value: value + Number(multiple) / 2 }]),
    ...formats.map((value) => ({ keyword: 'format', value })),
  ];
}

const wrongTexts = ['wrong text', '!', '', ' ', 'a'.repeat(50), '\u0000', 'ZZ', '0', 'é'];

function textViolations(part: Site, shape: Shape, base: unknown): Violation[] {
  if (!shape.types.includes('string')) return [];
  const text = typeof base === 'string' ? base : '';
  const [least, most] = [wordOf(part, 'minLength'), wordOf(part, 'maxLength')];
  const changed = [...wrongTexts, `${text}!`, ` ${text}`, text.slice(1), text.replace(/.$/su, '!'), `${text}é`];
  return [
    ...(typeof least === 'number' && least > 0 ? ['a'.repeat(least - 1), [...text].slice(0, least - 1).join('')].map((value) => ({ keyword: 'minLength', value })) : []),
    ...(typeof most === 'number' && most < 100_000 ? ['a'.repeat(most + 1), (text || 'a').padEnd(most + 1, text.slice(-1) || 'a')].map((value) => ({ keyword: 'maxLength', value })) : []),
    ...['pattern', 'format'].filter((keyword) => wordOf(part, keyword) !== undefined).flatMap((keyword) => changed.map((value) => ({ keyword, value }))),
  ];
}

function arrayViolations(shape: Shape, sampler: Sampler): Violation[] {
  const [least, most] = [shape.least('minItems') ?? 0, shape.most('maxItems') ?? Infinity];
  const item = sampler.smallest(shape.item(shape.prefixLength));
  const filled = (count: number) => (item === undefined ? [] : [Array<unknown>(count).fill(item.value)]);
  const different = most < 200 ? listWith(item?.value, most, shape, sampler) : undefined;
  return [
    ...(least > 0 ? [[], ...filled(least - 1)].map((value) => ({ keyword: 'minItems', value })) : []),
    ...(most < 1000 ? [...filled(most + 1), ...(different === undefined ? [] : [different])].map((value) => ({ keyword: 'maxItems', value })) : []),
    ...(shape.isUnique ? filled(Math.max(2, least)).map((value) => ({ keyword: 'uniqueItems', value })) : []),
    ...(shape.parts.some((part) => memberSite(part, 'contains') !== undefined) ? [[], ...filled(1)].map((value) => ({ keyword: 'contains', value })) : []),
  ];
}

function objectViolations(shape: Shape, base: Readonly<Record<string, unknown>>, sampler: Sampler): Violation[] {
  const words = ['additionalProperties', 'unevaluatedProperties'].filter((word) => shape.parts.some((part) => wordOf(part, word) === false));
  const [least, most] = [shape.least('minProperties') ?? 0, shape.most('maxProperties') ?? Infinity];
  const further = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`undeclared${index}`, sampler.smallest(shape.property(`undeclared${index}`))?.value ?? 1]));
  const dependent = shape.parts.flatMap((part) => Object.keys((wordOf(part, 'dependentRequired') ?? {})));
  return [
    ...shape.required.map((name) => ({ keyword: 'required', value: without(base, name) })),
    ...words.map((keyword) => ({ keyword, value: withMember(base, 'undeclared', 1) })),
    ...(least > 0 ? [{ keyword: 'minProperties', value: {} }] : []),
    ...(most < 200 ? [{ keyword: 'maxProperties', value: { ...base, ...further(most + 1) } }] : []),
    ...dependent.flatMap((name) => {
      const sample = sampler.smallest(shape.property(name));
      return sample === undefined ? [] : [{ keyword: 'dependentRequired', value: withMember(base, name, sample.value) }];
    }),
  ];
}

function without(object: Readonly<Record<string, unknown>>, name: string): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

function withMember(object: Readonly<Record<string, unknown>>, name: string, value: unknown): object {
  const copy = { ...object };
  setMember(copy, name, value);
  return copy;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
