import { isRecord } from '../load/located.ts';

/** What may stand behind a keyword, in words, and how it is told. */
interface ValueRule {
  readonly expected: string;
  readonly allows: (value: unknown) => boolean;
}

/** The JSON types that `type` may name (JSON Schema 2020-12 validation, section 6.1.1). */
const typeNames = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

const text: ValueRule = { expected: 'must be a string', allows: (value) => typeof value === 'string' };
const flag: ValueRule = { expected: 'must be true or false', allows: (value) => typeof value === 'boolean' };
const number: ValueRule = { expected: 'must be a number', allows: (value) => typeof value === 'number' };
const positive: ValueRule = { expected: 'must be a number above 0', allows: (value) => typeof value === 'number' && value > 0 };
const count: ValueRule = {
  expected: 'must be a whole number of 0 or more',
  allows: (value) => Number.isInteger(value) && (value as number) >= 0,
};
const list: ValueRule = { expected: 'must be a list', allows: Array.isArray };
const names: ValueRule = { expected: 'must be a list of names', allows: isNames };
const map: ValueRule = { expected: 'must be an object', allows: isRecord };
const type: ValueRule = { expected: `must be one of ${typeNames.join(', ')}, or a list of them`, allows: isType };
const dependent: ValueRule = {
  expected: 'must be an object of lists of names',
  allows: (value) => isRecord(value) && Object.values(value).every(isNames),
};

const rules: ReadonlyMap<string, ValueRule> = new Map([
  ...ruled(text, '$comment $schema contentEncoding contentMediaType description format pattern title'),
  ...ruled(flag, 'deprecated readOnly uniqueItems writeOnly'),
  ...ruled(number, 'exclusiveMaximum exclusiveMinimum maximum minimum'),
  ...ruled(positive, 'multipleOf'),
  ...ruled(count, 'maxContains maxItems maxLength maxProperties minContains minItems minLength minProperties'),
  ...ruled(list, 'allOf anyOf enum examples oneOf prefixItems'),
  ...ruled(map, '$defs definitions dependentSchemas discriminator patternProperties properties'),
  ...ruled(names, 'required'),
  ...ruled(type, 'type'),
  ...ruled(dependent, 'dependentRequired'),
]);

/** What a keyword's value must be, where it is something else; undefined where it is sound. */
export function expectedValue(keyword: string, value: unknown): string | undefined {
  const rule = rules.get(keyword);
  return rule === undefined || rule.allows(value) ? undefined : rule.expected;
}

function ruled(rule: ValueRule, keywords: string): [string, ValueRule][] {
  return keywords.split(' ').map((keyword) => [keyword, rule]);
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isType(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((name) => typeNames.includes(name as string));
  return typeNames.includes(value as string);
}
