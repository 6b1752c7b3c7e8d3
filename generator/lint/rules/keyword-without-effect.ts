import type { Located } from '../../load/located.ts';
import type { Remark, Rule } from '../rule.ts';
import { schemasOf } from '../schemas-of.ts';

export const keywordWithoutEffect: Rule = {
  id: 'keyword-without-effect',
  severity: 'warn',
  reason: 'A keyword for values of another type checks nothing, and its author believes that it does',
  check: (subject) => schemasOf(subject).flatMap(strangers),
};

/** The types that a keyword says something about (JSON Schema 2020-12, Validation, section 6). */
const typesByKeyword: Readonly<Record<string, readonly string[]>> = {
  ...forEach(['minLength', 'maxLength', 'pattern', 'contentEncoding', 'contentMediaType', 'contentSchema'], ['string']),
  ...forEach(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'], ['number', 'integer']),
  ...forEach(['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'], ['array']),
  ...forEach(
    ['properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'required', 'minProperties', 'maxProperties'],
    ['object'],
  ),
};

function forEach(keywords: readonly string[], types: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(keywords.map((keyword) => [keyword, types]));
}

function strangers(schema: Located): Remark[] {
  const written = schema.get('type')?.value;
  if (written === undefined) return [];
  const types = [written].flat().map(String);
  return schema.members().flatMap(([keyword, at]) => {
    const meant = Object.hasOwn(typesByKeyword, keyword) ? (typesByKeyword[keyword] ?? []) : types;
    if (meant.some((type) => types.includes(type))) return [];
    const message = `${keyword} has no effect on type ${types.join(' or ')}`;
    return [{ at, isAboutKey: true, message, hint: `Remove it, or correct the type (${keyword} is for ${meant.join(' and ')})` }];
  });
}
