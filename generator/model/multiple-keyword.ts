import { _, type CodeKeywordDefinition } from 'ajv/dist/core.js';

/** What the printed code calls as `isMultiple` of the runtime; samples of a contract are checked with it. */
export function isMultiple(value: number, divisor: number): boolean {
  if (value % divisor === 0) return true;
  const quotient = value / divisor;
  const difference = Math.abs(quotient - Math.round(quotient));
  return !Number.isInteger(divisor) && Number.isFinite(quotient) && difference <= 2 * Number.EPSILON * Math.abs(quotient);
}

/** `multipleOf` for decimal fractions: 0.3 is a multiple of 0.1, although a computer that divides them gets 2.9999999999999996. */
export const multipleKeyword: CodeKeywordDefinition = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  error: {
    message: ({ schemaCode }) => _`${'must be multiple of '} + ${schemaCode}`,
    params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
  },
  code: (context) => {
    const helper = context.gen.scopeValue('func', { ref: isMultiple, code: _`isMultiple` });
    context.fail(_`!${helper}(${context.data}, ${context.schemaCode})`);
  },
};
