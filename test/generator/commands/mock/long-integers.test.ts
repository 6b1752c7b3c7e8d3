import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { toReply } from '../../../../generator/commands/dev/mock-answers.ts';
import { parseWithIntegers } from '../../../../runtime/int64/parse-with-integers.ts';
import { startMock } from './toys.ts';

const most = '9223372036854775807';
const answer = (content: string) => `      responses: { '200': { description: Yes, headers: { X-Next: { schema: { type: integer }, example: ${most} } }, content: ${content} } }`;
const yaml = `openapi: 3.1.0
info: { title: Ledger, version: '1' }
paths:
  /example:
    get:
${answer(`{ application/json: { schema: { $ref: '#/components/schemas/Entry' }, example: { id: ${most}, list: [9007199254740993, 5], text: '${most}' } } }`)}
  /named:
    get:
${answer(`{ application/json: { examples: { one: { value: [-9223372036854775808, 1.5] } } } }`)}
  /made:
    get:
${answer(`{ application/json: { schema: { $ref: '#/components/schemas/Made' } } }`)}
  /events:
    get:
${answer(`{ text/event-stream: { example: [{ data: { id: ${most} } }] } }`)}
components:
  schemas:
    Entry: { type: object, properties: { id: { type: integer, format: int64 } } }
    Made:
      type: object
      required: [id, kind, preset]
      properties:
        id: { type: integer, format: int64, example: ${most}, maximum: ${most} }
        kind: { type: integer, format: int64, enum: [9223372036854775806] }
        preset: { type: integer, format: int64, default: 9007199254740993 }
`;
const json = `{ "openapi": "3.1.0", "info": { "title": "Ledger", "version": "1" }, "paths": { "/example": { "get": {
  "responses": { "200": { "description": "Yes", "content": { "application/json": { "example": { "id": ${most} } } } } } } } } }`;

const mock = await startMock({ 'openapi.yaml': yaml }, ['openapi.yaml']);
const other = await startMock({ 'openapi.json': json }, ['openapi.json']);
after(() => Promise.all([mock.close(), other.close()]));

async function ask(path: string, url = mock.url) {
  const response = await fetch(url + path);
  return { text: (await response.text()).replaceAll(/\s+/g, ''), headers: response.headers };
}

test('long integers of examples leave as they are written, in YAML and in JSON', async () => {
  const { text, headers } = await ask('/example');
  assert.equal(text, `{"id":${most},"list":[9007199254740993,5],"text":"${most}"}`);
  assert.equal(headers.get('x-next'), most);
  assert.equal((await ask('/named')).text, '[-9223372036854775808,1.5]');
  assert.equal((await ask('/events')).text, `data:{"id":${most}}`);
  assert.equal((await ask('/example', other.url)).text, `{"id":${most}}`);
});

test('so do those of schemas: an example, an enum, a default', async () => {
  assert.equal((await ask('/made')).text, `{"id":${most},"kind":9223372036854775806,"preset":9007199254740993}`);
  assert.deepEqual(mock.reports, []);
});

test('specwright dev hands them on as what the contract makes of them', () => {
  const row = (int64?: object) => ({ responses: { 200: { headers: [], content: [{ mediaType: 'application/json', codec: 'json', ...(int64 && { int64 }) }] } } });
  const written = { status: 200, headers: { 'content-type': 'application/json' }, body: `{"id":${most}}` };
  const readJson = (text: string, place: unknown) => parseWithIntegers(text, place as object);
  assert.deepEqual(toReply(written, row({ properties: { id: { self: true } } }), readJson).body, { id: BigInt(most) });
  assert.deepEqual(toReply(written, row(), readJson).body, { id: Number(most) });
});
