import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitPrintedTypes } from '../../../generator/emit/printed-types.ts';
import { emitSerializers } from '../../../generator/emit/serializers/serializers.ts';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import type { Validate, Write } from '../../../runtime/contract.ts';
import { takeBytes } from '../../../runtime/serialize/json-page.ts';
import { apiOf, openapi, refusedLines } from '../contract-folder.ts';
import { loadOutput } from './load-output.ts';

/** An operation that takes and gives a component. */
function exchange(name: string): string {
  const content = `content: {application/json: {schema: {$ref: '#/components/schemas/${name}'}}}`;
  const body = `requestBody: {required: true, ${content}}`;
  return `  /${name}: {put: {operationId: put${name}, tags: [all], ${body}, responses: {'200': {description: Done, ${content}}}}}\n`;
}

const document = openapi(`paths:
${['Pet', 'Owner', 'Animal', 'Narrow', 'Tag', 'Loose'].map(exchange).join('')}
  /login:
    post:
      operationId: login
      tags: [all]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Login'}}}}
      responses: {'204': {description: Done}}
  /upload:
    post:
      operationId: upload
      tags: [all]
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'204': {description: Done}}
components:
  schemas:
    Key: {type: string, readOnly: true}
    Identified: {type: object, required: [id], properties: {id: {$ref: '#/components/schemas/Key'}}}
    Pet:
      allOf:
        - $ref: '#/components/schemas/Identified'
        - type: object
          required: [id, name, secret]
          properties:
            name: {type: string}
            secret: {type: string, writeOnly: true}
            friends: {type: array, items: {$ref: '#/components/schemas/Pet'}}
      examples: [{name: Rex, secret: x}, {id: a, name: Rex}, {id: a, name: Rex, secret: x}]
    Owner:
      type: object
      additionalProperties: false
      required: [pets]
      properties:
        pets: {type: object, additionalProperties: {$ref: '#/components/schemas/Pet'}}
        since: {type: integer, readOnly: true, default: 3}
      dependentRequired: {pets: [since]}
    Animal: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}
    Cat: {type: object, required: [kind, age], properties: {kind: {type: string, readOnly: true}, age: {type: integer, readOnly: true}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
    Tag: {type: object, required: [text], properties: {text: {type: string}}}
    Narrow: {allOf: [{$ref: '#/components/schemas/Tag'}], properties: {text: {readOnly: true}}}
    Loose:
      anyOf:
        - {type: object, required: [a], properties: {a: {type: string}, token: {type: string, writeOnly: true}}}
        - {type: object, required: [b], properties: {b: {type: string}, token: {type: string, writeOnly: true}}}
    PetWritable: {type: string}
    Login: {type: object, required: [password], properties: {password: {type: string, writeOnly: true}}}
`);

const api = await apiOf(document);
const validators = (await loadOutput(emitValidators(api), 'validators/all.js')) as Record<string, Validate>;
const serializers = (await loadOutput(emitSerializers(api), 'serializers/all.js')) as Record<string, Write>;

function errorsOf(name: string, value: unknown): string[] {
  const validate = validators[name];
  assert.ok(validate, name);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

function written(name: string, value: unknown): unknown {
  const write = serializers[name];
  assert.ok(write, name);
  return JSON.parse(Buffer.from(takeBytes(write(0, value))).toString());
}

test('a request may not have what is readOnly, and need not have it', () => {
  assert.deepEqual(errorsOf('putPetBody', { name: 'Rex', secret: 'x' }), []);
  assert.deepEqual(errorsOf('putPetBody', { id: 'a', name: 'Rex', secret: 'x' }), ['/id readOnly']);
  assert.deepEqual(errorsOf('putPetBody', { name: 'Rex' }), [' required']);
});

test('a response may not have what is writeOnly, and need not have it', () => {
  assert.deepEqual(errorsOf('putPet200', { id: 'a', name: 'Rex' }), []);
  assert.deepEqual(errorsOf('putPet200', { id: 'a', name: 'Rex', secret: 'x' }), ['/secret writeOnly']);
  assert.deepEqual(errorsOf('putPet200', { name: 'Rex' }), [' required', ' required']);
});

test('this holds within lists, maps and recursion', () => {
  const friend = { id: 'b', name: 'Tom', secret: 'y' };
  assert.deepEqual(errorsOf('putPetBody', { name: 'Rex', secret: 'x', friends: [friend] }), ['/friends/0/id readOnly']);
  assert.deepEqual(errorsOf('putPet200', { id: 'a', name: 'Rex', friends: [friend] }), ['/friends/0/secret writeOnly']);
  assert.deepEqual(errorsOf('putOwnerBody', { pets: { first: friend } }), ['/pets/first/id readOnly']);
});

test('a default of a readOnly property is not put into a request, and nothing depends on the property there', () => {
  const owner = { pets: {} };
  assert.deepEqual(errorsOf('putOwnerBody', owner), []);
  assert.deepEqual(owner, { pets: {} });
  assert.deepEqual(errorsOf('putOwner200', { pets: {} }), [' dependentRequired']);
});

test('a property is readOnly for all that allOf says of it', () => {
  assert.deepEqual(errorsOf('putNarrowBody', {}), []);
  assert.deepEqual(errorsOf('putNarrow200', {}), [' required']);
  assert.deepEqual(errorsOf('putTagBody', {}), [' required']);
});

test('a property that tells branches apart stays, whatever is written at it', () => {
  assert.deepEqual(errorsOf('putAnimalBody', { kind: 'Cat' }), []);
  assert.deepEqual(errorsOf('putAnimalBody', { kind: 'Cat', age: 3 }), ['/age readOnly']);
  assert.deepEqual(errorsOf('putAnimal200', { kind: 'Cat' }), [' required']);
});

test('serialisers leave out what is writeOnly, also where branches are not told apart', () => {
  const friend = { id: 'b', name: 'Tom' };
  const answer = { id: 'a', name: 'Rex', friends: [friend] };
  assert.deepEqual(written('putPet200', { ...answer, secret: 'x', friends: [{ ...friend, secret: 'y' }] }), answer);
  assert.deepEqual(written('putLoose200', { a: 'x', token: 'y' }), { a: 'x' });
});

test('a component has two forms only where they differ and both are used; names of the contract are left alone', () => {
  const names = api.schemas.map(({ name, typeName }) => (name === typeName ? name : `${name} ${typeName}`));
  assert.deepEqual(names, [
    'Animal', 'AnimalWritable', 'Cat', 'CatWritable', 'Dog', 'Identified', 'IdentifiedWritable', 'Key', 'Login', 'Loose',
    'LooseWritable', 'Narrow', 'NarrowWritable', 'Owner', 'OwnerWritable', 'Pet', 'PetWritable', 'PetWritable2', 'Tag', 'TagWritable',
  ]);
});

test('what may only be sent is taken in requests, also where nothing else differs from what was written', () => {
  assert.deepEqual(errorsOf('putLooseBody', { a: 'x', token: 'y' }), []);
  const [put] = api.operations.filter(({ id }) => id === 'putLoose');
  assert.deepEqual(put?.body?.contents[0]?.schema, { $ref: '#/components/schemas/LooseWritable' });
});

test('types say what may not be there', () => {
  const files = emitPrintedTypes(api);
  const types = files.find(({ path }) => path === 'types.ts')?.text ?? '';
  const typeOf = (name: string) => types.split(`\nexport type ${name} = `)[1]?.split(';\n\n')[0]?.replace(/\s+/g, ' ');
  assert.equal(typeOf('Pet'), 'Identified & { name: string; secret?: never; friends?: Array<Pet>; }');
  assert.equal(typeOf('PetWritable2'), 'IdentifiedWritable & { name: string; secret: string; friends?: Array<PetWritable2>; }');
  assert.equal(typeOf('IdentifiedWritable'), '{ id?: never; }');
  assert.equal(typeOf('AnimalWritable'), "({ kind: 'Cat'; } & CatWritable) | ({ kind: 'Dog'; } & Dog)");
  assert.match(types, /PutPetData = \{\n {4}body: PetWritable2;/);
  assert.match(types, /200: Pet;/);
  assert.equal(typeOf('Login'), '{ password: string; }');
});

test('fields of a form that must not be sent are not demanded', () => {
  const upload = api.operations.find(({ id }) => id === 'upload');
  const fields = upload?.body?.contents[0]?.fields?.map(({ name, required }) => `${name} ${required}`);
  assert.deepEqual(fields, ['id false', 'name true', 'secret true', 'friends false']);
});

test('an example of a request is held against the form for requests, unless the service sends it', async () => {
  const content = (example: string) => `content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: ${example}}}`;
  const lines = await refusedLines(
    openapi(`paths:
  /pets:
    post:
      operationId: post
      requestBody: {${content("{id: a, name: Rex}")}}
      responses: {'200': {description: Done, ${content('{name: Rex}')}}}
webhooks:
  born: {post: {requestBody: {${content('{id: a, name: Rex}')}}, responses: {'204': {description: Done}}}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: string, readOnly: true}, name: {type: string}}}
`),
  );
  assert.deepEqual(
    lines.map((line) => line.split(' | ')[0]?.replace(/^\S+ /, '')),
    ['invalid-example: /id must not be sent: it is read-only', "invalid-example: the example must have required property 'id'"],
  );
});
