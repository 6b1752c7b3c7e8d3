/** A keyword, values that satisfy it, and what is reported of those that do not. */
export interface KeywordCase {
  /** Name of the component. */
  readonly name: string;
  readonly about: string;
  readonly schema: object;
  /** Other components that it refers to. */
  readonly beside?: Readonly<Record<string, object>>;
  readonly valid: readonly unknown[];
  /** A value, then `pointer keyword` of each error. */
  readonly invalid: readonly (readonly [value: unknown, ...errors: string[]])[];
  /** What a request becomes by the defaults. */
  readonly filled?: readonly (readonly [before: object, after: object])[];
  /** As TypeScript. */
  readonly type?: string;
}

const text = { type: 'string' };
const number = { type: 'number' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, ...required: string[]) => ({ type: 'object', properties, required });

export const keywordCases: readonly KeywordCase[] = [
  {
    name: 'AllOf',
    about: 'allOf',
    schema: { allOf: [object({ a: text }, 'a'), object({ b: number }, 'b')] },
    valid: [{ a: '', b: 1 }],
    invalid: [[{ a: 1 }, '/a type', ' required'], [{ a: '', b: '' }, '/b type']],
    type: '{ a: string; } & { b: number; }',
  },
  {
    name: 'OneOf',
    about: 'oneOf',
    schema: { oneOf: [{ type: 'integer' }, { type: 'number', minimum: 10 }] },
    valid: [1, 10.5],
    invalid: [[10, ' oneOf'], ['', ' type']],
  },
  {
    name: 'OneOfTold',
    about: 'oneOf with constants',
    schema: { oneOf: [object({ kind: { const: 'a' }, a: text }, 'kind', 'a'), object({ kind: { const: 'b' }, b: text }, 'kind', 'b')] },
    valid: [{ kind: 'a', a: '' }, { kind: 'b', b: '' }],
    invalid: [[{ kind: 'b', a: '' }, ' required'], [{ kind: 'c' }, '/kind enum']],
    type: "{ kind: 'a'; a: string; } | { kind: 'b'; b: string; }",
  },
  {
    name: 'AnyOf',
    about: 'anyOf',
    schema: { anyOf: [object({ a: text }, 'a'), object({ b: text }, 'b')] },
    valid: [{ a: '' }, { b: '' }, { a: '', b: '' }],
    invalid: [[{ a: 1 }, ' anyOf'], [{ a: 1, c: 1 }, ' anyOf']],
    type: '{ a: string; } | { b: string; }',
  },
  {
    name: 'Discriminator',
    about: 'discriminator',
    schema: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind', mapping: { meow: ref('Cat').$ref } } },
    beside: { Cat: object({ kind: text, lives: number }, 'kind', 'lives'), Dog: object({ kind: text, tail: ref('Tree') }, 'kind') },
    valid: [{ kind: 'meow', lives: 9 }, { kind: 'Dog' }],
    invalid: [[{ kind: 'meow' }, ' required'], [{ kind: 'cow' }, '/kind discriminator'], [{}, ' required'], [[], ' type']],
    type: "({ kind: 'meow'; } & Cat) | ({ kind: 'Dog'; } & Dog)",
  },
  {
    name: 'Tree',
    about: 'a recursive schema',
    schema: object({ name: text, branches: { type: 'array', items: ref('Tree') } }, 'name'),
    valid: [{ name: 'a', branches: [{ name: 'b', branches: [] }] }],
    invalid: [[{ name: 'a', branches: [{ name: 'b', branches: [{}] }] }, '/branches/0/branches/0 required']],
    type: '{ name: string; branches?: Array<Tree>; }',
  },
  {
    name: 'NullableWord',
    about: 'nullable',
    schema: object({ a: { type: 'string', nullable: true }, b: { allOf: [ref('Cat')], nullable: true } }, 'a'),
    valid: [{ a: null, b: null }, { a: '' }],
    invalid: [[{ a: 1 }, '/a type'], [{ a: '', b: {} }, '/b required', '/b required']],
    type: '{ a: string | null; b?: Cat | null; }',
  },
  {
    name: 'TypeList',
    about: 'a list of types',
    schema: { type: ['string', 'integer', 'null'] },
    valid: ['', 1, null],
    invalid: [[1.5, ' type'], [{}, ' type']],
    type: 'string | number | null',
  },
  {
    name: 'Closed',
    about: 'additionalProperties: false',
    schema: { ...object({ a: text }), additionalProperties: false },
    valid: [{}, { a: '' }],
    invalid: [[{ b: 1 }, ' additionalProperties']],
    type: '{ a?: string; }',
  },
  {
    name: 'Dictionary',
    about: 'additionalProperties with a schema',
    schema: { type: 'object', additionalProperties: number },
    valid: [{}, { a: 1 }],
    invalid: [[{ 'a/b': '' }, '/a~1b type']],
    type: '{ [key: string]: number; }',
  },
  {
    name: 'Patterns',
    about: 'patternProperties',
    schema: { type: 'object', patternProperties: { '^n-': number }, additionalProperties: text },
    valid: [{ 'n-a': 1, b: '' }],
    invalid: [[{ 'n-a': '', b: 1 }, '/b type', '/n-a type']],
    type: '{ [key: string]: string | number; }',
  },
  {
    name: 'Names',
    about: 'propertyNames',
    schema: { type: 'object', propertyNames: { pattern: '^[a-z]+$' } },
    valid: [{ abc: 1 }],
    invalid: [[{ A: 1 }, ' pattern', ' propertyNames']],
  },
  {
    name: 'Pair',
    about: 'prefixItems of a closed list',
    schema: { type: 'array', prefixItems: [text, number], items: false, minItems: 2 },
    valid: [['', 1]],
    invalid: [[['', ''], '/1 type'], [['', 1, 2], ' items'], [[''], ' minItems']],
    type: '[ string, number ]',
  },
  {
    name: 'OpenPair',
    about: 'prefixItems with further items',
    schema: { type: 'array', prefixItems: [text], items: number },
    valid: [[], [''], ['', 1, 2]],
    invalid: [[[1], '/0 type'], [['', 1, ''], '/2 type']],
    type: 'Array<string | number>',
  },
  {
    name: 'Constant',
    about: 'const',
    schema: object({ a: { const: 'x' }, b: { const: null }, c: { const: { d: [1] } } }, 'a'),
    valid: [{ a: 'x', b: null, c: { d: [1] } }],
    invalid: [[{ a: 'y', b: 0, c: { d: [2] } }, '/a const', '/b const', '/c const']],
    type: "{ a: 'x'; b?: null; c?: { d: [ 1 ]; }; }",
  },
  {
    name: 'Enum',
    about: 'enum, with null and without type',
    schema: object({ a: { enum: ['x', 1, null] }, b: { enum: [null] }, c: { type: ['string', 'null'], enum: ['x', null] }, d: { enum: [{ e: true }, 'x'] }, f: { type: 'string', enum: ['x', null] } }),
    valid: [{ a: null, b: null, c: null, d: { e: true }, f: 'x' }, { a: 1, c: 'x', d: 'x' }],
    invalid: [[{ a: 'y' }, '/a enum'], [{ b: 0, c: 'y' }, '/b enum', '/c enum'], [{ f: null }, '/f type']],
    type: "{ a?: 'x' | 1 | null; b?: null; c?: 'x' | null; d?: 'x' | { e: true; }; f?: 'x'; }",
  },
  {
    name: 'DependentRequired',
    about: 'dependentRequired',
    schema: { ...object({ a: text, b: text }), dependentRequired: { a: ['b'] } },
    valid: [{}, { b: '' }, { a: '', b: '' }],
    invalid: [[{ a: '' }, ' dependentRequired']],
  },
  {
    name: 'DependentSchemas',
    about: 'dependentSchemas',
    schema: { ...object({ a: text }), dependentSchemas: { a: object({ b: number }, 'b') } },
    valid: [{}, { b: '' }, { a: '', b: 1 }],
    invalid: [[{ a: '', b: '' }, '/b type'], [{ a: '' }, ' required']],
    type: '{ a?: string; b?: number; }',
  },
  {
    name: 'Conditional',
    about: 'if, then and else',
    schema: { ...object({ kind: text }, 'kind'), if: { properties: { kind: { const: 'n' } } }, then: { properties: { value: number }, required: ['value'] }, else: { not: { required: ['value'] } } },
    valid: [{ kind: 'n', value: 1 }, { kind: 'x' }],
    invalid: [[{ kind: 'n', value: '' }, '/value type', ' if'], [{ kind: 'x', value: 1 }, ' not', ' if']],
    type: '{ kind: string; value?: number; }',
  },
  {
    name: 'UnevaluatedProperties',
    about: 'unevaluatedProperties',
    schema: { allOf: [ref('Cat')], properties: { more: text }, unevaluatedProperties: false },
    valid: [{ kind: '', lives: 1, more: '' }],
    invalid: [[{ kind: '', lives: 1, less: '' }, ' unevaluatedProperties']],
  },
  {
    name: 'UnevaluatedItems',
    about: 'unevaluatedItems',
    schema: { type: 'array', allOf: [{ prefixItems: [text] }], unevaluatedItems: number },
    valid: [[''], ['', 1]],
    invalid: [[['', ''], '/1 type']],
  },
  {
    name: 'Contains',
    about: 'contains with minContains and maxContains',
    schema: { type: 'array', contains: { const: 1 }, minContains: 1, maxContains: 2 },
    valid: [[1], [0, 1, 1]],
    invalid: [[[0], '/0 const', ' contains'], [[1, 1, 1], ' contains']],
  },
  {
    name: 'Formats',
    about: 'formats',
    schema: object({
      'date-time': { type: 'string', format: 'date-time' }, date: { type: 'string', format: 'date' }, uuid: { type: 'string', format: 'uuid' },
      uri: { type: 'string', format: 'uri' }, email: { type: 'string', format: 'email' }, byte: { type: 'string', format: 'byte' },
      int32: { type: 'integer', format: 'int32' }, int64: { type: 'integer', format: 'int64' }, ipv4: { type: 'string', format: 'ipv4' },
    }),
    valid: [{ 'date-time': '2026-02-28T12:00:00Z', date: '2024-02-29', uuid: '3f2c9b1e-8f0a-4f7e-9a50-6d1f6b1c2d3e', uri: 'https://a.b/c', email: 'a@b.cd', byte: 'aGk=', int32: 2147483647, int64: 9007199254740991, ipv4: '127.0.0.1' }],
    invalid: [
      [{ 'date-time': '2026-02-30T12:00:00Z' }, '/date-time format'], [{ date: '2026-02-29' }, '/date format'], [{ uuid: 'x' }, '/uuid format'],
      [{ uri: '/c' }, '/uri format'], [{ email: 'a' }, '/email format'], [{ byte: '*' }, '/byte format'],
      // A number that JSON.parse may have changed is not taken for another one.
      [{ int32: 2147483648, int64: 9007199254740992, ipv4: '1.2.3' }, '/int32 format', '/int64 format', '/ipv4 format'],
    ],
  },
  {
    name: 'Defaults',
    about: 'default',
    schema: object({ a: { type: 'integer', default: 3 }, b: { type: 'object', properties: { c: { default: [] } }, default: {} }, d: text }),
    valid: [{}],
    invalid: [[{ a: '' }, '/a type']],
    filled: [[{ d: '' }, { a: 3, b: { c: [] }, d: '' }], [{ a: 1, b: { c: 1 } }, { a: 1, b: { c: 1 } }]],
  },
  {
    name: 'Limits',
    about: 'limits of texts, numbers, lists and objects',
    schema: object({
      text: { type: 'string', minLength: 1, maxLength: 2, pattern: '^[a-z]' }, number: { type: 'number', exclusiveMinimum: 0, maximum: 10, multipleOf: 0.1 },
      list: { type: 'array', maxItems: 2, uniqueItems: true }, object: { type: 'object', minProperties: 1, maxProperties: 1 },
    }),
    valid: [{ text: 'a😀', number: 0.3, list: [1, '1'], object: { a: 1 } }],
    invalid: [
      [{ text: 'abc' }, '/text maxLength'], [{ text: '' }, '/text minLength', '/text pattern'], [{ number: 0 }, '/number exclusiveMinimum'],
      [{ number: 10.01 }, '/number maximum', '/number multipleOf'], [{ number: 0.35 }, '/number multipleOf'], [{ list: [{ a: 1 }, { a: 1 }] }, '/list uniqueItems'],
      [{ list: [1, 2, 3], object: {} }, '/list maxItems', '/object minProperties'],
    ],
  },
  {
    name: 'Booleans',
    about: 'true and false as schemas',
    schema: object({ any: true, none: false }),
    valid: [{ any: [] }, {}],
    invalid: [[{ none: 1 }, '/none false schema']],
    type: '{ any?: unknown; none?: never; }',
  },
  {
    name: 'Inherited',
    about: 'names that every object has',
    schema: object({ constructor: text, toString: number, ['__proto__']: text }, 'constructor'),
    valid: [{ constructor: '' }],
    invalid: [[{}, ' required'], [{ constructor: '', toString: '' }, '/toString type'], [JSON.parse('{"constructor":"","__proto__":1}'), '/__proto__ type']],
  },
];
