import { reportError } from 'ajv/dist/compile/errors.js';
import { _Code } from 'ajv/dist/compile/codegen/code.js';
import { _, type Code, type CodeKeywordDefinition, type KeywordCxt, type Name } from 'ajv/dist/core.js';
import { isDeepStrictEqual } from 'node:util';
import { ExactInteger } from '../load/exact-integer.ts';
import { isMultiple } from './multiple-keyword.ts';

/** What a schema says of a value that may be a bigint: the keywords of this name, taken out of it by {@link withNumberKeyword}. */
export const numberKeyword = '$number';

type Words = Readonly<Record<string, unknown>>;

const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;
const moved = new Set<string>(['type', 'multipleOf', 'const', 'enum', ...limits]);

/** Smallest and largest value of the formats whose integers are bigints. */
const ranges: Readonly<Record<string, readonly [least: bigint, most: bigint]>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** Of a schema that has to do with bigints (`$int64`): what Ajv's own keywords would take for no number is checked by one of ours. */
export function withNumberKeyword({ $int64: mark, ...schema }: Words): Words {
  if (mark === undefined) return schema;
  const isMoved = (keyword: string) => moved.has(keyword) || (keyword === 'format' && Object.hasOwn(ranges, String(schema['format'])));
  const entries = Object.entries(schema);
  const own = Object.fromEntries(entries.filter(([keyword]) => isMoved(keyword)));
  return { [numberKeyword]: own, ...Object.fromEntries(entries.filter(([keyword]) => !isMoved(keyword))) };
}

/** `type`, `const`, `enum`, bounds, `multipleOf` and the formats of 64 bits for numbers and bigints alike, with Ajv's own errors. */
export const numbersKeyword: CodeKeywordDefinition = {
  keyword: numberKeyword,
  schemaType: 'object',
  error: { message: '' },
  code: (context) => {
    const words = context.schema as Words;
    const { gen, data } = context;
    if (Object.keys(words).length === 0) return;
    gen.if(_`typeof ${data} === "bigint" || typeof ${data} === "number"`, () => printNumeric(context, words), () => printOther(context, words));
  },
};

function printNumeric(context: KeywordCxt, words: Words): void {
  const { gen, data } = context;
  const types = typesOf(words);
  const checkRules = () => rules(context, words).forEach(({ fails, ...report }) => gen.if(fails, () => reportAs(context, report)));
  if (types === undefined) return void gen.if(_`typeof ${data} === "bigint" || Number.isFinite(${data})`, checkRules);
  if (!types.includes('number') && !types.includes('integer')) return reportType(context, words);
  const test = new _Code(types.includes('number') ? 'Number.isFinite' : 'Number.isInteger');
  gen.if(_`typeof ${data} === "number" && !${test}(${data})`, () => reportType(context, words), checkRules);
}

interface Rule extends Report {
  readonly fails: Code;
}

function rules(context: KeywordCxt, words: Words): Rule[] {
  return [...formatRule(context, words), ...limitRules(context, words), ...multipleRule(context, words), ...valueRule(context, words, numericEquality)];
}

function formatRule({ data }: KeywordCxt, { format }: Words): Rule[] {
  const range = ranges[String(format)];
  if (range === undefined) return [];
  const [least, most] = range;
  const isInexact = _`typeof ${data} === "number" && !Number.isSafeInteger(${data})`;
  const fails = _`${data} < ${bigint(least)} || ${data} > ${bigint(most)} || ${isInexact}`;
  return [{ keyword: 'format', params: _`{format: ${String(format)}}`, message: `must be an integer from ${least} to ${most}`, fails }];
}

const comparisons = { minimum: ['<', '>='], maximum: ['>', '<='], exclusiveMinimum: ['<=', '>'], exclusiveMaximum: ['>=', '<'] } as const;

function limitRules({ data }: KeywordCxt, words: Words): Rule[] {
  return limits.filter((word) => words[word] !== undefined).map((word) => {
    const [breaks, comparison] = comparisons[word];
    const limit = words[word];
    const fails = _`${data} ${new _Code(breaks)} ${numeral(limit)}`;
    return { keyword: word, params: _`{comparison: ${comparison}, limit: ${told(limit)}}`, message: `must be ${comparison} ${textOf(limit)}`, fails };
  });
}

function multipleRule({ data, gen }: KeywordCxt, { multipleOf }: Words): Rule[] {
  if (multipleOf === undefined) return [];
  const helper = gen.scopeValue('func', { ref: isMultiple, code: _`isMultiple` });
  const whole = multipleOf instanceof ExactInteger ? multipleOf.value : Number.isInteger(multipleOf) ? BigInt(multipleOf as number) : undefined;
  const ofNumber = _`!${helper}(Number(${data}), ${whole === undefined ? (multipleOf as number) : Number(whole)})`;
  const fails = whole === undefined ? ofNumber : _`typeof ${data} === "bigint" ? ${data} % ${bigint(whole)} !== ${bigint(0n)} : ${ofNumber}`;
  return [{ keyword: 'multipleOf', params: _`{multipleOf: ${told(multipleOf)}}`, message: `must be multiple of ${textOf(multipleOf)}`, fails }];
}

type Equality = (context: KeywordCxt, value: unknown) => Code | undefined;

/** `5` is `5n`. */
const numericEquality: Equality = ({ data }, value) => (isNumeric(value) ? _`${data} == ${numeral(value)}` : undefined);

const otherEquality: Equality = ({ data, gen }, value) => {
  if (isNumeric(value)) return undefined;
  if (typeof value !== 'object' || value === null) return _`${data} === ${value as string | boolean | null}`;
  const helper = gen.scopeValue('func', { ref: isDeepStrictEqual, code: _`require("ajv/dist/runtime/equal").default` });
  return _`${helper}(${data}, ${json(value)})`;
};

function valueRule(context: KeywordCxt, words: Words, equality: Equality): Rule[] {
  const isEqualTo = (values: readonly unknown[]) => anyOf(values.map((value) => equality(context, value)).filter((code) => code !== undefined));
  const constant = { keyword: 'const', params: _`{allowedValue: ${told(words['const'])}}`, message: 'must be equal to constant' };
  const listed = { keyword: 'enum', params: _`{allowedValues: ${told(words['enum'])}}`, message: 'must be equal to one of the allowed values' };
  return [
    ...(words['const'] === undefined ? [] : [{ ...constant, fails: _`!(${isEqualTo([words['const']])})` }]),
    ...(words['enum'] === undefined ? [] : [{ ...listed, fails: _`!(${isEqualTo(words['enum'] as readonly unknown[])})` }]),
  ];
}

function anyOf([first = _`false`, ...others]: readonly Code[]): Code {
  return others.reduce((all, one) => _`${all} || ${one}`, first);
}

function printOther(context: KeywordCxt, words: Words): void {
  const { gen } = context;
  const fitting = typesOf(words)?.map((type) => typeChecks[type]).filter((check) => check !== undefined).map((check) => check(context.data));
  const checkValues = () => valueRule(context, words, otherEquality).forEach(({ fails, ...report }) => gen.if(fails, () => reportAs(context, report)));
  if (fitting === undefined) return checkValues();
  if (fitting.length === 0) return reportType(context, words);
  gen.if(_`!(${anyOf(fitting)})`, () => reportType(context, words), checkValues);
}

const typeChecks: Readonly<Record<string, ((data: Name) => Code) | undefined>> = {
  null: (data) => _`${data} === null`,
  array: (data) => _`Array.isArray(${data})`,
  object: (data) => _`(${data} && typeof ${data} === "object" && !Array.isArray(${data}))`,
  string: (data) => _`typeof ${data} === "string"`,
  boolean: (data) => _`typeof ${data} === "boolean"`,
};

interface Report {
  readonly keyword: string;
  readonly params: Code;
  readonly message: string;
}

function reportType(context: KeywordCxt, words: Words): void {
  const types = typesOf(words)?.join(',') ?? 'number';
  reportAs(context, { keyword: 'type', params: _`{type: ${types}}`, message: `must be ${types}` });
}

function reportAs(context: KeywordCxt, { keyword, params, message }: Report): void {
  reportError(Object.assign(Object.create(context) as KeywordCxt, { keyword }), { message, params });
}

function typesOf({ type }: Words): readonly string[] | undefined {
  return type === undefined ? undefined : ([type].flat() as string[]);
}

function isNumeric(value: unknown): value is number | ExactInteger {
  return typeof value === 'number' || value instanceof ExactInteger;
}

/** A literal of JavaScript; those of bigints and of numbers compare exactly with each other. */
function numeral(value: unknown): Code {
  return value instanceof ExactInteger ? bigint(value.value) : _`${value as number}`;
}

function bigint(value: bigint): Code {
  return new _Code(value < 0n ? `(${value}n)` : `${value}n`);
}

function textOf(value: unknown): string {
  return value instanceof ExactInteger ? value.$int64 : String(value);
}

/** For the params of an error, which travel as JSON: what a number cannot hold is a text there. */
function told(value: unknown): Code {
  return json(Array.isArray(value) ? value.map(tellable) : tellable(value));
}

function tellable(value: unknown): unknown {
  return value instanceof ExactInteger ? value.$int64 : value;
}

function json(value: unknown): Code {
  return new _Code(JSON.stringify(value) ?? 'undefined');
}
