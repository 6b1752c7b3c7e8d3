/** How each keyword of a schema is read, whatever the dialect it was meant for. */
export const subschemaKeywords = new Set([
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contentSchema',
]);

export const subschemaLists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

export const subschemaMaps = new Set(['properties', 'patternProperties', 'dependentSchemas']);

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** Keywords with a plain value, and what that value must be; anything else is reported and left out. */
export const plainKeywords: Readonly<Record<string, (value: unknown) => boolean>> = {
  const: () => true,
  enum: (value) => Array.isArray(value) && value.length > 0,
  multipleOf: (value) => isNumber(value) && Number(value) > 0,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minContains: isCount,
  maxContains: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: (value) => typeof value === 'boolean',
  required: isTexts,
  format: isText,
  contentEncoding: isText,
  contentMediaType: isText,
  dependentRequired: (value) => typeof value === 'object' && value !== null && Object.values(value).every(isTexts),
};

/** Words without a say in what is valid that the sampler or a codec looks at. */
export const annotations = new Set(['example', 'examples', 'default', 'xml', 'readOnly', 'writeOnly']);

export const typeNames = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
