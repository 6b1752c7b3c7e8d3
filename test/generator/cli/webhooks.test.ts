import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from '../../command-process.ts';
import type { RunningService } from '../../../runtime/index.ts';
import { checkTypes } from './check-types.ts';
import { createProject, packageCache } from './project.ts';
import { loadSource } from '../../load-source.ts';

/** A webhook, and a callback whose address the subscriber gives; the subscriber may call back in turn. */
const openapi = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: /v1 }]
security: [{ key: [] }]
paths:
  /subscriptions:
    post:
      operationId: subscribe
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [url], properties: { url: { type: string } } } } }
      responses: { '201': { description: Done } }
      callbacks:
        onDatum:
          '{$request.body#/url}?method={$method}':
            post:
              parameters: [{ name: X-Attempt, in: header, schema: { type: integer } }, { name: at, in: query, schema: { type: string } }]
              requestBody:
                required: true
                content: { application/json: { schema: { $ref: '#/components/schemas/Datum' } } }
              responses:
                '200': { description: Taken, content: { application/json: { schema: { type: object, additionalProperties: true } } } }
                '410': { description: Gone, content: { application/json: { schema: { $ref: '#/components/schemas/Farewell' } } } }
                '422': { description: Wrong, content: { application/json: { schema: { type: object, additionalProperties: true } } } }
              callbacks:
                onReading:
                  '{$response.body#/back}':
                    post:
                      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
                      responses: { '204': { description: Read }, '422': { description: Wrong, content: { application/json: { schema: { type: object, additionalProperties: true } } } } }
webhooks:
  new pet:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '204': { description: Taken } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Datum: { type: object, required: [value], properties: { value: { type: number }, next: { $ref: '#/components/schemas/Datum' } } }
    Farewell: { type: object, required: [reason], properties: { reason: { type: string } } }
    Pet: { type: object, required: [id], properties: { id: { type: string, readOnly: true }, secret: { type: string, writeOnly: true } } }
`;

/** Channels and no operation; a parameter of which nothing is said. */
const asyncapi = `asyncapi: 3.0.0
info: { title: Feed, version: 1.0.0 }
servers: { local: { host: 'localhost:9000', protocol: ws } }
channels:
  feed:
    address: /feed
    bindings: { ws: { query: { type: object, properties: { since: {}, tags: { type: array, items: { type: string } } } } } }
    messages: { datum: { payload: { type: object, required: [type], properties: { type: { const: datum } } } } }
operations:
  sendDatum: { action: send, channel: { $ref: '#/channels/feed' }, messages: [{ $ref: '#/channels/feed/messages/datum' }] }
`;

const receiver = `import { serve, type Context } from 'specwright/runtime';
import { contract } from './generated/shop/webhooks/contract.ts';
import type { Operations } from './generated/shop/webhooks/operations.ts';
import { contract as returning } from './generated/shop/webhooks/webhooks/contract.ts';
import type { Operations as Returning } from './generated/shop/webhooks/webhooks/operations.ts';

const pets: unknown[] = [];
export const received = () => pets;
const handlers: Operations<Context> = {
  newPet: ({ body }) => {
    pets.push(body.id);
    return { status: 204 };
  },
  onDatum: ({ body, query, headers }) =>
    body.next === undefined
      ? { status: 200, body: { value: body.value, ...query, attempt: headers['x-attempt'] } }
      : { status: 410, body: { reason: 'no more' } },
};
const problems = (problem: { code: string }) => ({ status: 422, body: { code: problem.code } });
const returned: Returning<Context> = {
  onReading: ({ body }) => {
    pets.push(body.secret);
    return { status: 204 };
  },
};
export const start = (isReturned?: boolean) =>
  serve({ ...(isReturned ? { contract: returning, handlers: returned } : { contract, handlers }), channelHandlers: {}, problems, signIn: {} } as never, {
    db: undefined, services: undefined,
    settings: { mode: 'test', host: '127.0.0.1', port: 0, responseCheck: 'enforce', logLevel: 'silent' },
  } as never);
`;

const sending = `import { addresses, createSender } from './generated/shop/webhooks/sender.ts';
import * as returned from './generated/shop/webhooks/webhooks/sender.ts';

export const sendBack = async (back: string) => {
  const sender = returned.createSender(returned.addresses.onReading({ response: { body: { back } } }));
  const wrong = await sender.onReading({ body: { id: '7' } as never });
  return [(await sender.onReading({ body: { secret: 's' } })).status, wrong.status];
};

export const send = async (url: string, next?: { value: number }) => {
  const address = addresses.onDatum({ method: 'POST', request: { body: { url } } });
  const outcome = await createSender(address).onDatum({ body: { value: 3, next }, headers: { 'X-Attempt': 2 }, query: { at: 'noon' } });
  return outcome.status === 410 ? outcome.body.reason : outcome.body;
};
export const sendPet = async (url: string) => (await createSender(url).newPet({ body: { id: '7' } })).status;
export const sendWrongly = async (url: string) => (await createSender(url).onDatum({ body: { value: 'three' as unknown as number } })).status;
`;

const project = createProject({ 'spec/shop/openapi.yaml': openapi, 'spec/feed/asyncapi.yaml': asyncapi, 'receiver.ts': receiver, 'sending.ts': sending }, packageCache());
type Functions = Readonly<Record<string, (url?: string, next?: object) => Promise<unknown>>>;
const load = (file: string) => loadSource<Functions>(join(project.root, file));
let service: RunningService;

before(async () => {
  for (const command of ['generate', 'scaffold']) {
    const { code, stderr } = await runCommand([command, '--root', project.root]);
    assert.equal(code, 0, stderr);
  }
  service = (await (await load('receiver.ts'))['start']?.()) as RunningService;
});
after(async () => {
  await service.close();
  project.remove();
});

test('a callback goes to the address of its expression, and a receiver of the same contract reads what was sent', async () => {
  const { send, sendWrongly } = await load('sending.ts');
  assert.deepEqual(await send?.(`${service.url}/on-datum`), { value: 3, at: 'noon', attempt: 2 });
  assert.equal(await send?.(`${service.url}/on-datum`, { value: 4 }), 'no more');
  assert.equal(await sendWrongly?.(`${service.url}/on-datum`), 422);
});

test('whoever received a callback may call back, typed and checked as what a client sends', async () => {
  const { start, received } = await load('receiver.ts');
  const returning = (await start?.(true as never)) as RunningService;
  try {
    const { sendBack } = await load('sending.ts');
    assert.deepEqual(await sendBack?.(`${returning.url}/on-reading`), [204, 422]);
    assert.deepEqual((await received?.() as unknown[]).splice(0), ['s']);
  } finally {
    await returning.close();
  }
});

test('a webhook is sent as answers are: with what is read-only', async () => {
  const { sendPet } = await load('sending.ts');
  assert.equal(await sendPet?.(`${service.url}/new-pet`), 204);
  assert.deepEqual(await (await load('receiver.ts'))['received']?.(), ['7']);
});

test('what is generated for senders and receivers, and for channels without operations, has no type error', async () => {
  assert.deepEqual(await checkTypes(project.root), []);
});
