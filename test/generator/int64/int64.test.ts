import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { runCommand } from '../../command-process.ts';
import { loadSource } from '../../load-source.ts';
import type { RunningService } from '../../../runtime/index.ts';
import { checkTypes } from '../cli/check-types.ts';
import { createLedger } from './int64-project.ts';

const most = 9223372036854775807n;
const least = -9223372036854775808n;
const project = createLedger();
let service: RunningService;
let client: Client;

interface Outcome {
  readonly status: number;
  readonly body: never;
  readonly headerValues: Readonly<Record<string, unknown>>;
}

interface Live {
  request(name: string, payload: object, options: object): Promise<object>;
  once(name: string): Promise<object>;
  send(name: string, payload: object): void;
  close(): Promise<unknown>;
  readonly closed: Promise<{ code: number; reason: string }>;
}

type Client = Readonly<Record<'book' | 'fill' | 'echoLines' | 'follow' | 'count' | 'small', (input?: object) => Promise<Outcome>>> & {
  readonly live: { connect(options?: object): Promise<Live> };
};

before(async () => {
  for (const command of ['generate', 'scaffold']) {
    const { code, stderr } = await runCommand([command, '--root', project.root]);
    assert.equal(code, 0, stderr);
  }
  service = await (await loadSource<{ start: () => Promise<RunningService> }>(join(project.root, 'service.ts'))).start();
  client = (await loadSource<{ createClient: (options: object) => Client }>(join(project.root, 'generated/ledger/client/index.ts'))).createClient({ baseUrl: service.url });
});
after(async () => {
  await service.close();
  project.remove();
});

async function post(path: string, body: string, type = 'application/json'): Promise<{ status: number; text: string }> {
  const response = await fetch(service.url + path, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: response.status, text: await response.text() };
}

async function violationOf(body: string, path = '/accounts/1'): Promise<string> {
  const { status, text } = await post(path, body);
  const { violations = [] } = JSON.parse(text) as { violations?: readonly { in: string; pointer: string; message: string; params: unknown }[] };
  return [status, ...violations.map(({ in: part, pointer, message }) => `${part} ${pointer} ${message}`)].join('; ');
}

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('types say bigint where the contract says int64 or uint64, and handlers compile', async () => {
  assert.deepEqual(await checkTypes(project.root), []);
});

test('the largest integer comes back from path, query, header, cookie and body as it was sent', async () => {
  const { status, body, headerValues } = await client.book({
    path: { id: most },
    query: { after: least + 1n, ids: [most, 5n], range: { from: least, to: most }, where: { value: most, children: [{ value: 1n }] } },
    headers: { 'X-Trace': 18446744073709551615n },
    cookies: { seen: least },
    body: { id: most - 1n, tree: { value: most } },
  });
  assert.equal(status, 200);
  const { path, query, trace, seen, body: echoed } = body as Record<string, Record<string, unknown> | bigint>;
  assert.deepEqual([path, trace, seen], [most, 18446744073709551615n, least]);
  assert.deepEqual(echoed, { id: most - 1n, tree: { value: most }, preset: most, presets: { value: 7n } });
  // What the contract leaves open is read as JSON.parse reads it.
  assert.deepEqual((query as { limit: unknown }).limit, Number(most - 1n));
  assert.deepEqual(headerValues, { 'x-next': most, 'x-all': [most, 1n], 'x-tree': { value: most } });
});

test('the digits are on the wire, and what is no integer of 64 bits stays a number', async () => {
  const sent = `{"id":1.0,"nothing":null,"list":[${most},-1,2e3],"pair":["a",${most},1.5],"map":{"a":${least}},"patterned":{"n-a":${most},"b":3},
    "animal":{"type":"cat","size":${most}},"either":9007199254740993,"both":9007199254740993,"anything":{"id":5},"plain":3,"constant":9007199254740993,"kind":${most},"wide":18446744073709551614}`;
  const { status, text } = await post(`/accounts/${most}`, sent);
  assert.equal(status, 200, text);
  for (const part of [`"list":[${most},-1,2000]`, `"pair":["a",${most},1.5]`, `"a":${least}`, `"size":${most}`, '"either":9007199254740993', '"id":1,', `"preset":${most}`, `"path":${most}`])
    assert.ok(text.includes(part), `${part} in ${text}`);
  const { types } = JSON.parse(text) as { types: Record<string, string> };
  assert.deepEqual([types['id'], types['either'], types['plain'], types['kind']], ['bigint', 'bigint', 'number', 'bigint']);
});

test('an integer beyond 64 bits is refused, and every keyword knows the digits', async () => {
  const format = 'must be an integer from -9223372036854775808 to 9223372036854775807';
  const cases: readonly (readonly [string, string])[] = [
    ['"id":9223372036854775808', `422; body /id ${format}; body /id must be <= 9223372036854775806`],
    ['"id":9223372036854775807', '422; body /id must be <= 9223372036854775806'],
    ['"id":-9223372036854775808', '422; body /id must be >= -9223372036854775807'],
    ['"id":1.5', '422; body /id must be integer'],
    ['"id":"1"', '422; body /id must be integer'],
    ['"id":1e400', '422; body /id must be integer'],
    ['"id":1,"kind":9223372036854775806', '422; body /kind must be equal to one of the allowed values'],
    ['"id":1,"constant":9007199254740992', '422; body /constant must be equal to constant'],
    ['"id":1,"multiple":9223372036854775807', '422; body /multiple must be multiple of 10'],
    ['"id":1,"wide":-1', '422; body /wide must be an integer from 0 to 18446744073709551615'],
    ['"id":1,"wide":18446744073709551615', '422; body /wide must be < 18446744073709551615'],
    ['"id":1,"list":[9007199254740993,9007199254740993]', '422; body /list must NOT have duplicate items (items ## 0 and 1 are identical)'],
    ['"id":1,"both":9007199254740992', '422; body /both must be >= 9007199254740993'],
    ['"id":1,"either":9007199254740992', '422; body /either must be >= 9007199254740993'],
    ['"id":1,"tree":{"value":1,"children":[{"value":9223372036854775808}]}', `422; body /tree/children/0/value ${format}`],
  ];
  for (const [members, expected] of cases) assert.equal(await violationOf(`{${members}}`), expected);
  assert.equal(await violationOf('{"id":1,"list":[9007199254740993,9007199254740992]}'), '200');
  assert.match(await violationOf('{"id":1}', '/accounts/9223372036854775808'), /^422; path \/id must be an integer from -9223372036854775808 to 9223372036854775807$/);
});

test('branches that a tag tells apart keep their own numbers', async () => {
  const { text } = await post('/accounts/1', '{"id":1,"animal":{"type":"dog","size":9}}');
  assert.match(text, /"animal":\{"type":"dog","size":9\}/);
  assert.equal(await violationOf('{"id":1,"animal":{"type":"dog","size":9007199254740993}}'), '200');
});

test('a form and its JSON, parts and lines carry them', async () => {
  const body = { id: most, ids: [least, 3n], tree: { value: most, children: [{ value: least + 1n }] } };
  for (const contentType of ['application/x-www-form-urlencoded', 'multipart/form-data']) {
    const answer = await client.fill({ contentType, body });
    assert.deepEqual([answer.status, answer.body], [200, body], contentType);
  }
  const lines = await client.echoLines({ body: [{ value: most }, { value: 1n, children: [{ value: least + 1n }] }] });
  assert.deepEqual(await collect(lines.body), [{ value: most }, { value: 1n, children: [{ value: least + 1n }] }]);
});

test('events of a stream and a plain text carry them', async () => {
  const { body } = await client.follow({ query: { from: most } });
  assert.deepEqual(await collect(body), [
    { id: '', event: 'booked', data: { value: most, children: [{ value: most - 1n }] } },
    { id: '', event: 'word', data: String(most) },
  ]);
  assert.equal((await client.count()).body, most);
});

test('a WebSocket carries them both ways, its handshake too', async () => {
  const live = await client.live.connect({ query: { since: least } });
  const replies = { replies: ['booked'] };
  assert.deepEqual(await live.request('book', { id: most }, replies), { type: 'booked', id: most, since: least, kind: 'bigint' });
  assert.deepEqual(await live.request('book', { id: 1n, list: [most, -2n] }, replies), { type: 'booked', id: most - 1n, since: least, kind: 'bigint' });
  live.send('book', { id: most + 1n });
  const { code, reason } = await live.closed;
  assert.deepEqual([code, reason], [1008, 'must be an integer from -9223372036854775808 to 9223372036854775807']);
});

test('any integers in any nesting come back as they were sent', async () => {
  const int64 = fc.oneof(fc.bigInt({ min: least + 1n, max: most - 1n }), fc.integer().map(BigInt), fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 0n));
  const { tree } = fc.letrec<{ tree: { value: bigint; children?: object[] } }>((tie) => ({
    tree: fc.record({ value: int64, children: fc.array(tie('tree'), { maxLength: 3 }) }, { requiredKeys: ['value'], noNullPrototype: true }),
  }));
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const entry = fc.record(
    { id: int64, list: fc.uniqueArray(int64), map: fc.dictionary(text.filter((name) => name !== '__proto__'), int64, { noNullPrototype: true }), tree, either: fc.oneof(text, fc.bigInt({ min: 2n ** 53n + 1n, max: most })), nothing: fc.option(int64) },
    { requiredKeys: ['id'], noNullPrototype: true },
  );
  await fc.assert(
    fc.asyncProperty(int64, entry, async (id, body) => {
      const answer = await client.book({ path: { id }, body });
      assert.equal(answer.status, 200);
      const { path, body: echoed } = answer.body as { path: bigint; body: object };
      assert.deepEqual([path, echoed], [id, { ...body, preset: most, presets: { value: 7n } }]);
    }),
    { numRuns: 60 },
  );
});

test('the contract tests send and take them', async () => {
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  const args = ['--import', 'tsx', '--test', '--test-reporter=tap', join(project.root, 'contract.test.ts')];
  const output = await new Promise<string>((resolve) => execFile(process.execPath, args, { env }, (_error, stdout) => resolve(stdout)));
  assert.deepEqual([...output.matchAll(/^ *not ok .*$/gm)].map(([line]) => line), []);
  assert.match(output, /^# pass [1-9]\d/m);
  assert.match(readFileSync(join(project.root, 'generated/ledger/contract-tests.ts'), 'utf8'), /'\/accounts\/9223372036854775807'/);
});

test('an operation without such integers is generated and read as without the option', async () => {
  const { status, text } = await post('/small', '{"count":9007199254740993}');
  assert.deepEqual([status, text], [200, '{"count":9007199254740992}']);
});
