import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, asyncapi, emptyOpenApi, openapi, refusedLines, warnedLines, withOperation } from '../contract-folder.ts';

/** A document with the component Pet, whose schema stands in line 6 from column 10 on. */
const withPet = (schema: string, more = '') => openapi(`paths: {}\ncomponents:\n  schemas:\n    Pet: ${schema}\n${more}`);

const refused: [string, string][] = [
  [
    '{type: strin}',
    '6:17 invalid-schema: type must be one of array, boolean, integer, null, number, object, string, or a list of them | Write what JSON Schema 2020-12 allows here',
  ],
  ['{type: object, required: true}', '6:35 invalid-schema: required must be a list of names | Write what JSON Schema 2020-12 allows here'],
  ['{minLength: -1}', '6:22 invalid-schema: minLength must be a whole number of 0 or more | Write what JSON Schema 2020-12 allows here'],
  ['{properties: 3}', '6:23 invalid-schema: properties must be an object | Write what JSON Schema 2020-12 allows here'],
  [
    '{properties: {name: string}}',
    '6:30 invalid-schema: a schema must be an object, true or false | Write the keywords of a schema here',
  ],
  ['{allOf: {type: object}}', '6:18 invalid-schema: allOf must be a list | Write what JSON Schema 2020-12 allows here'],
  ['{type: string, minLenght: 1}', '6:25 unknown-keyword: minLenght is no keyword of a schema | Did you mean minLength?'],
  [
    '{type: string, colour: red}',
    '6:25 unknown-keyword: colour is no keyword of a schema | Remove it, or let its name begin with x-',
  ],
  [
    '{$recursiveRef: "#"}',
    '6:11 unsupported-keyword: $recursiveRef is not supported | Refer to schemas by their place, #/components/schemas/<name>',
  ],
  [
    '{$schema: "https://pets.example/dialect"}',
    '6:20 unsupported-keyword: the dialect https://pets.example/dialect is not supported | Remove $schema, or write the schema in JSON Schema 2020-12',
  ],
  [
    '{type: string, pattern: "(?i:a)"}',
    '6:34 invalid-pattern: the pattern (?i:a) cannot be compiled: Invalid group | Write a regular expression of ECMAScript',
  ],
  [
    '{patternProperties: {"[": {}}}',
    '6:31 invalid-pattern: the pattern [ cannot be compiled: Unterminated character class | Write a regular expression of ECMAScript',
  ],
];
for (const [schema, refusal] of refused) {
  test(`${schema} is refused`, async () => {
    assert.deepEqual(await refusedLines(withPet(schema)), [`openapi.yaml:${refusal}`]);
  });
}

const warned: [string, string][] = [
  ['{type: string, format: date-tme}', '6:33 unknown-format: the format date-tme is not known and not checked | Did you mean date-time?'],
  [
    '{type: string, format: colour}',
    '6:33 unknown-format: the format colour is not known and not checked | Add a pattern, if it shall be checked',
  ],
  [
    '{type: string, nullable: true}',
    "6:25 outdated-keyword: nullable is not used like this since JSON Schema 2020-12 | Write type: [<type>, 'null'] instead, as OpenAPI 3.1 does; it is understood all the same",
  ],
  [
    '{type: number, minimum: 3, exclusiveMinimum: true}',
    '6:37 outdated-keyword: exclusiveMinimum is not used like this since JSON Schema 2020-12 | Write the limit itself as the value, in place of minimum or maximum; it is understood all the same',
  ],
  [
    '{type: string, pattern: "(?i)a"}',
    '6:34 invalid-pattern: the pattern (?i)a is none of ECMAScript, and taken for /a/iu | Write a regular expression of ECMAScript',
  ],
  [
    "{properties: {name: {}, $ref: '#/components/x-more'}}",
    '6:34 misplaced-reference: properties must not be a reference | Write out what it refers to; until then it is followed all the same',
  ],
  ['{type: string, enum: []}', '6:31 empty-enum: no value satisfies an empty enum | Add the values that are allowed, or remove enum'],
  [
    '{type: array, items: [{type: string}]}',
    '6:24 outdated-keyword: items is not used like this since JSON Schema 2020-12 | Write prefixItems for the first items and items for the rest; it is understood all the same',
  ],
];
for (const [schema, warning] of warned) {
  test(`${schema} is taken with a warning`, async () => {
    assert.deepEqual(await warnedLines(withPet(schema, '  x-more: {kind: {type: string}}\n')), [`openapi.yaml:${warning}`]);
  });
}

const upgraded: [string, object][] = [
  ['{type: string, nullable: true}', { type: ['string', 'null'] }],
  ['{type: string, nullable: false}', { type: 'string' }],
  ['{anyOf: [{type: null}, {type: string}]}', { anyOf: [{ type: 'null' }, { type: 'string' }] }],
  ['{nullable: true, description: Any}', { description: 'Any' }],
  ['{type: string, nullable: true, enum: [a]}', { type: ['string', 'null'], enum: ['a', null] }],
  [
    "{nullable: true, description: One, allOf: [{type: object}], default: null}",
    { description: 'One', default: null, anyOf: [{ allOf: [{ type: 'object' }] }, { type: 'null' }] },
  ],
  ['{type: number, minimum: 3, exclusiveMinimum: true}', { type: 'number', exclusiveMinimum: 3 }],
  ['{type: number, maximum: 3, exclusiveMaximum: false}', { type: 'number', maximum: 3 }],
  [
    '{items: [{type: string}, {nullable: true, type: object}], additionalItems: false}',
    { prefixItems: [{ type: 'string' }, { type: ['object', 'null'] }], items: false },
  ],
];
for (const [schema, expected] of upgraded) {
  test(`in OpenAPI 3.0 ${schema} means ${JSON.stringify(expected)}`, async () => {
    const [pet] = (await apiOf(withPet(schema).replace('3.1.0', '3.0.3'))).schemas;
    assert.deepEqual(pet?.schema, expected);
  });
}

test('what stands beside a $ref counts in OpenAPI 3.1, and is ignored with a warning in 3.0', async () => {
  const document = withPet("{$ref: '#/components/schemas/Cat', description: Pet, minProperties: 1}", '    Cat: {type: object}\n');
  const pet = async (text: string) => (await apiOf(text)).schemas.find(({ name }) => name === 'Pet')?.schema;
  assert.deepEqual(await pet(document), { $ref: '#/components/schemas/Cat', description: 'Pet', minProperties: 1 });
  const older = document.replace('3.1.0', '3.0.3');
  assert.deepEqual(await pet(older), { $ref: '#/components/schemas/Cat' });
  assert.deepEqual(await warnedLines(older), [
    'openapi.yaml:6:63 ignored-member: minProperties means nothing beside a $ref | Put the $ref into allOf, and leave this beside it; until then it is ignored',
  ]);
});

test('numbers that JavaScript cannot hold are refused where they stand', async () => {
  const [line] = await refusedLines(withPet('{type: object, properties: {a: {type: number, minimum: .1e400}}}'));
  assert.match(line ?? '', /^openapi\.yaml:6:\d+ invalid-yaml/);
});

test('components that are defined by nothing but each other are refused, those that contain each other are not', async () => {
  assert.deepEqual(
    await refusedLines(withPet("{$ref: '#/components/schemas/Cat'}", "    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n")),
    [
      'openapi.yaml:7:10 circular-reference: the schema is defined by itself: Cat → Pet → Cat | Let one of them describe something itself',
    ],
  );
  const api = await apiOf(withPet("{type: object, properties: {friend: {$ref: '#/components/schemas/Pet'}}}"));
  assert.deepEqual(
    api.schemas.map(({ name }) => name),
    ['Pet'],
  );
});

test('a base that lists its heirs, which inherit from it, keeps its list, and the heirs have the rest of it', async () => {
  const heir = (base: string, words = '') => `{allOf: [{$ref: '#/components/schemas/${base}'}, {required: [age]}]${words}}`;
  const document = withPet(
    "{type: object, required: [kind], properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind}}",
    `    Cat: ${heir('Pet', ", oneOf: [{$ref: '#/components/schemas/Lion'}]")}\n    Lion: ${heir('Cat')}\n`,
  );
  const [warning = '', ...others] = await warnedLines(document);
  assert.match(warning, /^openapi\.yaml:6:10 circular-reference: Pet is one of those that inherit from it, such as Cat: /);
  assert.deepEqual(others.map((line) => line.split(': ', 1)[0]), ['openapi.yaml:7:10 circular-reference']);
  const schemas = new Map((await apiOf(document)).schemas.map(({ name, schema }) => [name, schema]));
  const base = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } };
  assert.deepEqual(schemas.get('Cat'), { allOf: [base, { required: ['age'] }], oneOf: [{ $ref: '#/components/schemas/Lion' }] });
  assert.deepEqual(schemas.get('Lion'), { allOf: [{ allOf: [base, { required: ['age'] }] }, { required: ['age'] }] });
});

test('vendor words in schemas and definitions that have names of their own are left out of the model', async () => {
  const api = await apiOf(
    withPet("{x-go-type: Pet, $defs: {Name: {type: string}}, properties: {name: {$ref: '#/components/schemas/Pet/$defs/Name'}}}"),
  );
  assert.deepEqual(
    api.schemas.map(({ name, schema }) => [name, schema]),
    [
      ['Pet', { properties: { name: { $ref: '#/components/schemas/PetName' } } }],
      ['PetName', { type: 'string' }],
    ],
  );
});

test('data within schemas is not mistaken for schemas', async () => {
  const data = { $ref: '#/nowhere', properties: 3 };
  const api = await apiOf(withPet(`{const: ${JSON.stringify(data)}, default: ${JSON.stringify(data)}}`));
  assert.deepEqual(api.schemas[0]?.schema, { const: data, default: data });
});

test('a property may be called like a keyword', async () => {
  const properties = { $ref: { type: 'string' }, properties: { type: 'string' }, __proto__x: true };
  const api = await apiOf(withPet(JSON.stringify({ type: 'object', properties })));
  assert.deepEqual(api.schemas[0]?.schema, { type: 'object', properties });
});

test('a discriminator maps to components by name or by reference', async () => {
  const document = withPet(
    "{oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {a: Cat, b: './cat.yaml'}}}",
    '    Cat: {type: object}\n',
  );
  const api = await apiOf({ 'openapi.yaml': document, 'cat.yaml': 'type: object\n' });
  const pet = api.schemas.find(({ name }) => name === 'Pet')?.schema as { discriminator: { mapping: unknown } };
  assert.deepEqual(pet.discriminator.mapping, { a: '#/components/schemas/Cat', b: '#/components/schemas/Cat2' });
});

const chat = (components: string) =>
  asyncapi(`channels: {chat: {address: /chat, messages: {hello: {payload: {$ref: '#/components/schemas/Hello'}}}}}
operations: {receiveHello: {action: receive, channel: {$ref: '#/channels/chat'}}}
components: {schemas: {${components}}}
`);

test('one schema is one component, whichever document refers to it', async () => {
  const api = await apiOf({
    'openapi.yaml': withPet('{type: string}'),
    'asyncapi.yaml': chat(
      "Pet: {$ref: './openapi.yaml#/components/schemas/Pet'}, Hello: {type: object, properties: {a: {$ref: '#/components/schemas/Pet'}, b: {$ref: './openapi.yaml#/components/schemas/Pet'}}}",
    ),
  });
  assert.deepEqual(
    api.schemas.map(({ name, schema }) => [name, schema]),
    [
      [
        'Hello',
        { type: 'object', properties: { a: { $ref: '#/components/schemas/Pet' }, b: { $ref: '#/components/schemas/Pet' } } },
      ],
      ['Pet', { type: 'string' }],
    ],
  );
});

test('different schemas of one name in both documents stay apart', async () => {
  const api = await apiOf({
    'openapi.yaml': withPet('{type: string}'),
    'asyncapi.yaml': chat("Pet: {type: integer}, Hello: {$ref: '#/components/schemas/Pet'}"),
  });
  assert.deepEqual(
    api.schemas.map(({ name, schema }) => [name, schema]),
    [
      ['Hello', { $ref: '#/components/schemas/Pet2' }],
      ['Pet', { type: 'string' }],
      ['Pet2', { type: 'integer' }],
    ],
  );
});

test('a schema keeps its place', async () => {
  const api = await apiOf({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': chat('Hello: {type: object}') });
  assert.deepEqual(api.schemas[0]?.at, { file: 'asyncapi.yaml', line: 6, column: 31, pointer: '/components/schemas/Hello' });
});

test('names of types stay clear of those that operations bring', async () => {
  const document = withOperation(
    "operationId: listPets\nresponses: {'204': {description: None}}",
    'components: {schemas: {ListPetsData: {}, ListPetsResponse: {}, Record: {}, pet_food: {}}}\n',
  );
  const api = await apiOf(document);
  assert.deepEqual(Object.fromEntries(api.schemas.map(({ name, typeName }) => [name, typeName])), {
    ListPetsData: 'ListPetsData2',
    ListPetsResponse: 'ListPetsResponse',
    Record: 'RecordSchema',
    pet_food: 'PetFood',
  });
});
