import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, refusalsOf } from '../contract-folder.ts';

/** One operation that answers with this content, in an edition of OpenAPI. */
const answering = (content: string, version = '3.2.0') => `openapi: ${version}
info: { title: Streams, version: 1.0.0 }
paths:
  /stream:
    get:
      operationId: follow
      responses: { '200': { description: Items., content: { ${content} } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    Added: { properties: { event: { const: added }, data: { contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Pet' } } } }
`;

async function contentOf(content: string, version?: string) {
  const [operation] = (await apiOf(answering(content, version))).operations;
  const [found] = operation?.responses[0]?.contents ?? [];
  assert.ok(found);
  return found;
}

/** What the items of a stream are, without the fields that every event may have. */
async function eventsOf(content: string, version?: string) {
  const { itemSchema, events } = await contentOf(content, version);
  const forms = ((itemSchema as { anyOf?: object[] }).anyOf ?? [itemSchema]) as { required: string[]; properties: Record<string, unknown> }[];
  const told = (events ?? []).map(({ name = '*', encoding, texts }) => [name, encoding, ...texts].join(' '));
  return { told, forms: forms.map(({ required, properties: { event, data } }) => ({ required, event, data })) };
}

const pet = { $ref: '#/components/schemas/Pet' };

test('events of OpenAPI 3.2 are told apart by name, and their data is decoded', async () => {
  const item = '{ type: object, required: [event], properties: { event: { type: string }, data: { type: string }, retry: { type: integer } }, ' +
    'oneOf: [{ $ref: "#/components/schemas/Added" }, { properties: { event: { const: count }, data: { format: int64 } } }, { properties: { event: { enum: [a, b] } } }] }';
  const { told, forms } = await eventsOf(`text/event-stream: { itemSchema: ${item} }`);
  assert.deepEqual(told, ['added json', 'count text', 'a text', 'b text']);
  assert.deepEqual(forms.map(({ event }) => event), [{ const: 'added' }, { const: 'count' }, { enum: ['a', 'b'] }]);
  assert.deepEqual(forms[0], { required: ['event', 'data'], event: { const: 'added' }, data: pet });
  assert.deepEqual(forms[1]?.data, { allOf: [{ type: 'string' }, { format: 'int64' }] });
});

test('an event without a name may carry JSON, or a text that marks the end', async () => {
  const data = `{ oneOf: [{ const: '[DONE]' }, { contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Pet' } }] }`;
  const { told, forms } = await eventsOf(`text/event-stream: { itemSchema: { properties: { data: ${data} } } }`);
  assert.deepEqual(told, ['* json [DONE]']);
  assert.deepEqual(forms.map(({ required }) => required), [['data'], ['data']]);
});

test('a certain text among JSON travels as it is, and any text among JSON as JSON', async () => {
  const named = (schema: string) => `text/event-stream: { x-events: { message: ${schema} } }`;
  const told = async (schema: string) => (await eventsOf(named(schema), '3.1.0')).told;
  assert.deepEqual(await told("{ anyOf: [{ $ref: '#/components/schemas/Pet' }, { type: string, const: '[DONE]' }] }"), ['message json [DONE]']);
  assert.deepEqual(await told("{ anyOf: [{ $ref: '#/components/schemas/Pet' }, { type: string }] }"), ['message json']);
  assert.deepEqual(await told('{ enum: [1, a] }'), ['message json']);
});

test('x-events names events in documents before 3.2', async () => {
  const named = `text/event-stream: { x-events: { added: { $ref: '#/components/schemas/Pet' }, word: { type: string }, message: { type: integer } } }`;
  const { told, forms } = await eventsOf(named, '3.1.0');
  assert.deepEqual(told, ['added json', 'word text', 'message json']);
  assert.deepEqual(forms.map(({ required }) => required.includes('event')), [true, true, false]);
});

test('a schema before 3.2 is that of an event, of the list of them, or of their data', async () => {
  const told = async (schema: string) => (await eventsOf(`text/event-stream: { schema: ${schema} }`, '3.1.0')).told;
  assert.deepEqual(await told("{ $ref: '#/components/schemas/Added' }"), ['added json']);
  assert.deepEqual(await told("{ type: array, items: { $ref: '#/components/schemas/Added' } }"), ['added json']);
  assert.deepEqual(await told("{ $ref: '#/components/schemas/Pet' }"), ['* json']);
  assert.deepEqual(await told('{ type: string }'), ['* text']);
  assert.deepEqual((await eventsOf('text/event-stream: {}', '3.1.0')).told, ['* text']);
});

test('lines are described by itemSchema, by the items of a list, or by the schema itself', async () => {
  const item = async (description: string) => {
    const { codec, schema, itemSchema } = await contentOf(`application/jsonl: { ${description} }`);
    return [codec, schema, itemSchema];
  };
  const expected = ['json-lines', undefined, pet];
  assert.deepEqual(await item("itemSchema: { $ref: '#/components/schemas/Pet' }"), expected);
  assert.deepEqual(await item("schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }"), expected);
  assert.deepEqual(await item("schema: { $ref: '#/components/schemas/Pet' }"), expected);
  assert.deepEqual((await contentOf('application/geo+json-seq: {}')).itemSchema, true);
});

const faults: readonly (readonly [content: string, code: string, message: RegExp])[] = [
  ['text/event-stream: { itemSchema: { properties: { data: { type: string }, colour: { type: string } } } }', 'unsupported-feature', /no field colour/],
  ['text/event-stream: { itemSchema: { properties: { data: { type: string } }, if: true } }', 'unsupported-keyword', /^if of a whole event/],
  [
    'text/event-stream: { itemSchema: { properties: { data: { maxLength: 9, contentMediaType: application/json, contentSchema: {} } } } }',
    'unsupported-keyword',
    /maxLength/,
  ],
  [
    'text/event-stream: { itemSchema: { properties: { data: { anyOf: [{ type: string }, { contentMediaType: application/json }] } } } }',
    'ambiguous-messages',
    /JSON or any text/,
  ],
  ['text/event-stream: { x-events: {} }', 'invalid-extension', /no event is named/],
  ['text/event-stream: { itemSchema: {}, x-events: { a: {} } }', 'invalid-extension', /described twice/],
  ['application/json: { itemSchema: { type: integer } }', 'unsupported-feature', /itemSchema of this media type/],
];
for (const [content, code, message] of faults) {
  test(`{ ${content} } is refused in its line`, async () => {
    const { refusals } = await refusalsOf(answering(content));
    assert.deepEqual(refusals.map((refusal) => [refusal.code, refusal.position.line]), [[code, 7]]);
    assert.match(refusals[0]?.message ?? '', message);
  });
}
