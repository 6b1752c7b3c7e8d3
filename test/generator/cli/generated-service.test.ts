import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from '../../command-process.ts';
import { loadSource } from '../../load-source.ts';
import type { RunningService } from '../../../runtime/index.ts';
import { testBodies } from './bodies-cases.ts';
import { bodiesHandlers } from './rich-bodies.ts';
import { createRichProject } from './rich-project.ts';

const project = createRichProject({
  ...bodiesHandlers,
  'handlers/rich/sign-in.ts': `export const signIn = {
  token: (credential) => (credential.token === 'right' ? { name: 'Ada' } : { refused: 'unauthenticated', reason: 'wrong', detail: 'wrong token' }),
  key: (credential) => (credential.value === 'right' ? { name: 'Bob' } : { refused: 'unauthenticated', reason: 'wrong', detail: 'wrong key' }),
};
`,
  'handlers/rich/items/list-items.ts': `export const listItems = () => ({ status: 200, body: process.env['WRONG'] === 'body' ? [{}] : [{ name: 'Nail' }] });
`,
  'handlers/rich/items/create-item.ts': `export const createItem = ({ body, actor }) => ({ status: 201, body, headers: { location: \`/items/\${actor.name}\` } });
`,
  'handlers/rich/odd-things/get-odd-thing.ts': `export const getOddThing = ({ path, query, headers, cookies }) => (
  { status: 200, contentType: 'application/json', headers: { 'x-count': 1 }, body: { ...path, ...query, ...headers, ...cookies } });
`,
  'handlers/rich/streams/follow.ts': `export const asked = [];
const turns = [];
export const tell = (turn) => turns.push(turn);
export const follow = ({ path, headers }) => {
  asked.push(headers['last-event-id']);
  return path.start < 0 ? { status: 404, body: { error: 'none' } } : { status: 200, body: ticks(headers['last-event-id'] ?? path.start) };
};
async function* ticks(after) {
  for (let number = after + 1; number <= after + 2; number += 1) yield { id: String(number), event: 'tick', data: { number } };
  if (asked.length === 1) throw new Error('the stream breaks off');
  yield { event: 'word', data: 'two\\nlines' };
  yield { data: true };
  yield { data: '[DONE]', retry: 5 };
}
`,
  'handlers/rich/streams/echo-lines.ts': `export const echoLines = ({ body }) => ({ status: 200, body: (async function* () { yield* body; })() });
`,
  'handlers/rich/streams/place-order.ts': `export const placeOrder = ({ body }) => ({ status: 200, body });
`,
  'handlers/rich/streams/beat.ts': `export const beat = ({ signal }) => ({ status: 200, body: (async function* () {
  yield { data: { beat: process.env['WRONG'] === 'body' ? 'none' : 1 } };
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
})() });
`,
  'handlers/rich/room/receive-say.ts': `export const receiveSay = ({ text }) => ({ text: text.toUpperCase() });
`,
  'handlers/rich/room/connection.ts': `export const open = () => ({});
export const close = () => undefined;
export const problem = ({ code }) => ({ close: { code: 1008, reason: code } });
`,
  'service.ts': `import { serve } from 'specwright/runtime';
import { contract } from './generated/rich/contract.ts';
import { channelHandlers, handlers } from './generated/rich/handlers.ts';
import { problems } from './handlers/rich/problems.ts';
import { signIn } from './handlers/rich/sign-in.ts';
const wrong = process.env['WRONG'];
const spelled = wrong === 'problems' ? (problem, input) => ({ ...problems(problem, input), body: {} }) : problems;
const refused = { token: () => ({ name: 'anyone' }), key: () => ({ name: 'anyone' }) };
export const start = () => serve({ contract, handlers, channelHandlers, problems: spelled, signIn: wrong === 'sign-in' ? refused : signIn },
  { db: undefined, services: undefined, settings: { mode: 'test', host: '127.0.0.1', port: 0, responseCheck: wrong === undefined ? 'enforce' : 'off', logLevel: 'silent' } });
`,
  'contract.test.ts': `import { after } from 'node:test';
import { contractTests } from './generated/rich/contract-tests.ts';
import { start } from './service.ts';
const service = await start();
after(() => service.close());
contractTests({ baseUrl: service.url, credentials: { token: () => 'right' }, fixtures: {
  createItem: () => ({ body: { name: 'Nail' } }),
  createNote: () => ({ contentType: 'application/x-www-form-urlencoded', body: { text: 'a', where: { city: 'Rome', near: [1, 2] } } }),
  addPhoto: () => ({ body: { name: 'Rex', photo: { content: 'a', type: 'image/png' }, docs: [new Blob(['b'])] } }),
  putFile: () => ({ path: { name: 'a' }, body: new Blob(['some bytes']).stream() }),
  placeOrder: () => ({ body: { amount: 1, tags: ['a', 'b'] } }),
  echoLines: () => ({ body: [{ name: 'Nail' }, { name: 'Screw' }] }),
} });
`,
});
let service: RunningService;

before(async () => {
  for (const command of ['generate', 'scaffold']) {
    const { code, stderr } = await runCommand([command, '--root', project.root]);
    assert.equal(code, 0, stderr);
  }
  const { start } = await loadSource<{ start: () => Promise<RunningService> }>(join(project.root, 'service.ts'));
  service = await start();
});
after(async () => {
  await service.close();
  project.remove();
});

function runContractTests(wrong?: string): Promise<{ code: number; failed: string[] }> {
  const env: NodeJS.ProcessEnv = { ...process.env, WRONG: wrong };
  delete env['NODE_TEST_CONTEXT'];
  return new Promise((resolve) => {
    const args = ['--import', 'tsx', '--test', '--test-reporter=tap', join(project.root, 'contract.test.ts')];
    execFile(process.execPath, args, { env }, (error, stdout) => {
      const failed = [...stdout.matchAll(/^ *not ok \d+ - (.*)$/gm)].map(([, name]) => name ?? '');
      resolve({ code: error === null ? 0 : 1, failed });
    });
  });
}

test('a service that keeps its contract passes its contract tests', async () => {
  assert.deepEqual(await runContractTests(), { code: 0, failed: [] });
});

test('a body that breaks its schema fails them, and so does an event of a stream', async () => {
  const { failed } = await runContractTests('body');
  assert.equal(failed.filter((name) => name === 'is answered as declared: 200').length, 2);
});

test("problems in another shape than the contract's fail them", async () => {
  const { failed } = await runContractTests('problems');
  for (const name of [
    'without credentials: 401',
    'without its body: 400',
    'without name in its body: 400',
    'with a body that is too large: 413',
  ])
    assert.ok(failed.includes(name), name);
});

test('a service that lets anyone in fails them', async () => {
  assert.ok((await runContractTests('sign-in')).failed.includes('with garbled credentials: 401'));
});

testBodies(async () => (await clientOf({})) as never, () => service.url);

type Streams = (input: object, options?: object) => Promise<{ status: number; body: AsyncIterable<unknown> & { error?: string } }>;

type Plain = (input: object, options?: object) => Promise<{ status: number; body: unknown; headers: Headers }>;

interface RichClient {
  follow: Streams;
  echoLines: Streams;
  placeOrder: Streams;
  createItem: Plain;
  getFile: Plain;
  putFile: Plain;
  room: {
    connect(
      options: object,
    ): Promise<{ request(name: string, payload: object, options: object): Promise<unknown>; close(): Promise<unknown> }>;
  };
}

async function clientOf(credentials: object): Promise<RichClient> {
  const { createClient } = await loadSource<{ createClient: (options: object) => RichClient }>(join(project.root, 'generated/rich/client/index.ts'));
  return createClient({ baseUrl: service.url, credentials });
}

interface Links {
  readonly links: { readonly createItem: Record<string, (...given: unknown[]) => object> };
}

test('a link leads from an answer to the next input', async () => {
  const { createItem, getFile, putFile } = await clientOf({ token: 'right' });
  const { links } = await loadSource<Links>(join(project.root, 'generated/rich/client/links.ts'));
  const input = { body: { name: 'Nail' } };
  const created = await createItem(input);
  const { FileOfItem, Again, Elsewhere } = links.createItem;
  assert.deepEqual([FileOfItem?.(created), Again?.(created, input)], [{ path: { name: 'Nail' } }, { body: { name: 'Nail' } }]);
  assert.deepEqual(Elsewhere?.(created), { path: { name: 'by-POST-201/items/Ada' } });
  assert.equal((await getFile(FileOfItem?.(created) ?? {})).status, 200);
  assert.equal((await putFile({ ...Elsewhere?.(created), body: new Blob(['bytes']) })).body, 5);
  assert.throws(() => FileOfItem?.({ ...created, body: {} }), /\$response\.body#\/name has no value/);
});

test('the client signs in by whichever scheme it has a credential for', async () => {
  const byToken = await (await clientOf({ token: () => Promise.resolve('right') })).createItem({ body: { name: 'Nail' } });
  assert.deepEqual(
    [byToken.status, byToken.headers.get('location'), byToken.body],
    [201, '/items/Ada', { name: 'Nail', kind: 'small' }],
  );
  const byKey = await (await clientOf({ key: 'right' })).createItem({ body: { name: 'Nail' } });
  assert.deepEqual([byKey.status, byKey.headers.get('location')], [201, '/items/Bob']);
});

test('a refusal is an outcome like any other', async () => {
  assert.equal((await (await clientOf({})).createItem({ body: { name: 'Nail' } })).status, 401);
  assert.equal((await (await clientOf({ token: 'right' })).createItem({ body: { name: '' } })).status, 400);
});

test("the client's channel speaks to the handlers", async () => {
  const room = await (await clientOf({})).room.connect({ path: { room: 'a b' } });
  assert.deepEqual(await room.request('say', { text: 'hi' }, { replies: ['said'] }), { type: 'said', text: 'HI' });
  await room.close();
});

test('the fields of a form arrive as they were sent, nested or not', async () => {
  const order = {
    amount: 5,
    tags: ['a,b', 'c&d'],
    notes: ['x y', 'z'],
    buyer: { name: 'Ada', address: { zip: '01' } },
    lines: [{ price: 1, ids: ['a'] }, { price: 2, ids: ['b', 'c'] }],
  };
  const { status, body } = await (await clientOf({})).placeOrder({ body: order });
  assert.deepEqual([status, body], [200, order]);
});

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('a stream of events arrives typed, and goes on behind the last one after it broke off', async () => {
  const client = await clientOf({});
  const { asked } = await loadSource<{ asked: unknown[] }>(join(project.root, 'handlers/rich/streams/follow.ts'));
  const { status, body } = await client.follow({ path: { start: 5 } }, { resume: { firstDelayMs: 1 } });
  assert.equal(status, 200);
  assert.deepEqual(await collect(body), [
    ...[6, 7, 8, 9].map((number) => ({ id: String(number), event: 'tick', data: { number } })),
    { id: '9', event: 'word', data: 'two\nlines' },
    { id: '9', event: 'message', data: true },
    { id: '9', event: 'message', data: '[DONE]' },
  ]);
  assert.deepEqual(asked, [undefined, 7]);
  const refused = await client.follow({ path: { start: -1 } });
  assert.deepEqual([refused.status, refused.body.error], [404, 'none']);
});

test('lines go in as a list, which is checked as a whole, and come out one by one', async () => {
  const client = await clientOf({});
  const answer = await client.echoLines({ body: [{ name: 'ä' }, { name: 'b', kind: 'large' }] });
  assert.deepEqual(await collect(answer.body), [{ name: 'ä', kind: 'small' }, { name: 'b', kind: 'large' }]);
  assert.equal((await client.echoLines({ body: [{ name: 'a' }, { name: '' }] })).status, 400);
  assert.equal((await client.echoLines({ body: [1, 2, 3, 4].map(() => ({ name: 'a' })) })).status, 400);
  const raw = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } };
  const texts = await (await fetch(`${service.url}/api/lines`, { ...raw, body: '{"name":"a"}\r\n\n{"name":"b"}' })).text();
  assert.equal(texts, '\u001e{"name":"a","kind":"small"}\n\u001e{"name":"b","kind":"small"}\n');
  const cut = await fetch(`${service.url}/api/lines`, { ...raw, body: '{"name":"a"}\n{"name":' });
  assert.equal(cut.status, 400);
});

test('parameters of every style reach the handler through the socket', async () => {
  const url = `${service.url}/api/odd/a=1,b=2/.true,false/;matrix=5?filter[min]=3&filter%5Bodd-name%5D=x&filter[lines][0][price]=7&filter[lines][1][price]=8&where=%7B%22a%22%3A1%7D&tags=a%7Cb&limit=null`;
  const response = await fetch(url, { headers: { 'X-Mode': 'slow', cookie: 'seen=2026' } });
  assert.deepEqual(await response.json(), {
    simple: { a: 1, b: 2 },
    label: [true, false],
    matrix: 5,
    filter: { min: 3, 'odd-name': 'x', lines: [{ price: 7 }, { price: 8 }] },
    where: { a: 1 },
    tags: ['a', 'b'],
    limit: null,
    'x-mode': 'slow',
    seen: '2026',
  });
});

test('defaults reach the handler, and violations name their place', async () => {
  const odd = `${service.url}/api/odd/a=1/.true/;matrix=5`;
  assert.deepEqual(await (await fetch(odd)).json(), {
    simple: { a: 1 },
    label: [true],
    matrix: 5,
    limit: 20,
    'x-mode': 'fast',
    seen: 'never',
  });
  const refused = await fetch(`${odd}?limit=x&filter[min]=y&where={`, { headers: { 'X-Mode': 'medium' } });
  const { violations } = (await refused.json()) as { violations: { in: string; pointer: string; keyword: string }[] };
  assert.deepEqual(violations.map(({ in: part, pointer, keyword }) => `${part} ${pointer} ${keyword}`).sort(), [
    'header /x-mode enum',
    'query /filter/min type',
    'query /limit type',
    'query /where style',
  ]);
});
