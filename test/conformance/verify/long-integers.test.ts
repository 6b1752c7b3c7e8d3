import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { parseWithIntegers } from '../../../runtime/int64/parse-with-integers.ts';
import { stringify } from '../../../runtime/int64/stringify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

const thing = `{ type: object, required: [id, size], properties: { id: { type: integer, format: int64 }, size: { type: integer, format: int64 } } }`;
const folder = contractFolder({
  'openapi.yaml': `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    post:
      operationId: createThing
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [size], properties: { size: { type: integer, format: int64 } } } } } }
      responses: { '201': { description: Made, content: { application/json: { schema: ${thing} } } }, '400': { description: Wrong } }
    get:
      operationId: listThings
      responses: { '200': { description: All, content: { application/json: { schema: { type: array, items: ${thing} } } } } }
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int64 } }]
      responses: { '200': { description: One, content: { application/json: { schema: ${thing} } } }, '404': { description: None }, '400': { description: Wrong } }
`,
});
const contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });
const first = 9007199254740993n;

/** `read` is what the server makes of a body; its ids are beyond 2^53. */
async function look(read: (text: string) => unknown): Promise<{ found: string[]; sent: string[] }> {
  const things: unknown[] = [];
  const sent: string[] = [];
  const answerOne = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const answer = (status: number, body?: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? undefined : stringify(body));
    if (request.method === 'GET' && request.url === '/things') return answer(200, things);
    if (request.method === 'GET') return answer(...found(things, request.url ?? ''));
    sent.push(text);
    const size = sizeIn(read, text);
    if (size === undefined) return response.writeHead(400).end();
    things.push({ id: first + BigInt(things.length), size });
    return answer(201, things.at(-1));
  };
  const server = createServer((request, response) => void answerOne(request, response)).listen(0);
  await once(server, 'listening');
  const { findings } = await verify(contract, { ...defaults, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, phases: ['probe', 'examples', 'coverage', 'stateful'] });
  server.close();
  const severe = findings.filter(({ severity }) => severity === 'error');
  return { found: severe.map(({ check, operationId, message }) => `${check} ${operationId}: ${message}`), sent };
}

function found(things: readonly unknown[], url: string): [number, unknown?] {
  const id = /^\/things\/(-?\d+)$/.exec(url)?.[1];
  if (id === undefined) return [400];
  const one = things[Number(BigInt(id) - first)];
  return one === undefined ? [404] : [200, one];
}

/** Undefined for what is no integer of 64 bits. */
function sizeIn(read: (text: string) => unknown, text: string): unknown {
  try {
    const { size } = read(text) as { size?: unknown };
    return typeof size === 'bigint' || Number.isInteger(size) ? size : undefined;
  } catch {
    return undefined;
  }
}

test('ids beyond 2^53 are followed to the last digit, and the largest integer comes back', async () => {
  const { found: nothing, sent } = await look((text) => parseWithIntegers(text, { properties: { size: { self: true } } }));
  assert.deepEqual(nothing, []);
  assert.ok(sent.some((text) => text.includes('9223372036854775807')), sent.join('\n'));
});

test('a server that reads JSON as JavaScript does is found', async () => {
  const { found: all } = await look((text) => JSON.parse(text) as unknown);
  assert.ok(all.includes('read-your-write getThing: size (sent 9223372036854775807, read 9223372036854776000) was not read as createThing had sent it'), all.join('\n'));
});
