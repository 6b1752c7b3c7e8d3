import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OperationRow, RouteRow } from 'specwright/runtime';
import { exchangeRaw, RawClient } from './raw-client.ts';
import { operation, responds, takesJson, withService, type TestRow } from './test-service.ts';

interface Later {
  readonly head: RouteRow;
  loads: number;
}

/** The same row, the most of which is there only once it was asked for and this has been settled. */
function later(row: TestRow & { readonly path: string }, until: () => Promise<void> = () => Promise.resolve()): Later {
  const { decode, validateInput, body, responses, ...known }: OperationRow = operation(row);
  const responseHeaders = Object.values(responses).flatMap(({ headers }) => headers);
  const load = async () => {
    found.loads += 1;
    await until();
    return { parts: { decode, validateInput, body, responses } };
  };
  const found: Later = { head: { ...known, hasBody: body !== undefined, responseHeaders, load }, loads: 0 };
  return found;
}

function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  return { promise: new Promise((resolved) => (resolve = resolved)), resolve: () => resolve() };
}

const ok = () => ({ status: 200, body: 'done' });
const echo = ({ body }: { readonly body: unknown }) => ({ status: 200, body });
const named = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

describe('rows that are loaded later', () => {
  it('are loaded with the first request for them, once, and no other is', async () => {
    const [asked, other] = [later({ path: '/a/{id}' }), later({ path: '/b' })];
    await withService([[asked.head, ({ path }) => ({ status: 200, body: path })], [other.head, ok]], {}, async ({ url }) => {
      assert.equal(asked.loads, 0);
      for (const id of ['1', '2']) assert.deepEqual(await (await fetch(`${url}/a/${id}`)).json(), { id });
      assert.deepEqual([asked.loads, other.loads], [1, 0]);
    });
  });

  it('are loaded once for requests that come at once', async () => {
    const { promise, resolve } = signal();
    const row = later({ path: '/a' }, () => promise);
    await withService([[row.head, ok]], {}, async ({ url }) => {
      const answers = Array.from({ length: 5 }, () => fetch(`${url}/a`));
      while (row.loads === 0) await new Promise(setImmediate);
      resolve();
      assert.deepEqual((await Promise.all(answers)).map(({ status }) => status), [200, 200, 200, 200, 200]);
      assert.equal(row.loads, 1);
    });
  });

  it('lose nothing of a body that arrives meanwhile, in however many pieces', async () => {
    const { promise, resolve } = signal();
    const row = later({ path: '/a', method: 'post', body: takesJson(named) }, () => promise);
    await withService([[row.head, echo]], {}, async ({ port }) => {
      const client = new RawClient(port);
      client.send('POST /a HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"name');
      while (row.loads === 0) await new Promise(setImmediate);
      client.send('":"x"}');
      resolve();
      const received = await client.until((text) => text.endsWith('}'));
      client.close();
      assert.match(received, /^HTTP\/1\.1 200 [^]*\r\n\r\n\{"name":"x"\}$/);
    });
  });

  it('refuse the first request as they do any other', async () => {
    const body = takesJson(named);
    const refusals = [
      ['{"name":1}', 422],
      ['{', 400],
      [JSON.stringify({ name: 'x'.repeat(2000) }), 413],
    ] as const;
    for (const [text, status] of refusals) {
      const row = later({ path: '/a', method: 'post', body });
      await withService([[row.head, echo]], {}, async ({ url }) => {
        const answer = await fetch(`${url}/a`, { method: 'POST', body: text, headers: { 'content-type': 'application/json' } });
        assert.equal(answer.status, status);
      });
    }
  });

  it('are behind sign-in as any other', async () => {
    const row = later({ path: '/a', security: [[{ scheme: 'token', scopes: [] }]] });
    const token = ({ token: given }: { readonly token: string }) => (given === 'good' ? { actor: { name: 'me' } } : { refused: 'unauthenticated' as const });
    await withService([[row.head, ok]], { signIn: { token } as never }, async ({ url }) => {
      const ask = async (given: string) => (await fetch(`${url}/a`, { headers: { authorization: `Bearer ${given}` } })).status;
      assert.deepEqual([await ask('bad'), await ask('good'), await ask('bad')], [401, 200, 401]);
    });
  });

  it('are tried again where loading failed', async () => {
    let failures = 1;
    const row = later({ path: '/a' }, () => (failures-- > 0 ? Promise.reject(new Error('the disk is gone')) : Promise.resolve()));
    await withService([[row.head, ok]], { settings: { logLevel: 'silent' } }, async ({ url }) => {
      const ask = async () => (await fetch(`${url}/a`)).status;
      assert.deepEqual([await ask(), await ask()], [500, 200]);
    });
  });

  it('do not keep bad framing waiting', async () => {
    const row = later({ path: '/a' });
    await withService([[row.head, ok]], {}, async ({ port }) => {
      const received = await exchangeRaw(port, 'GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n');
      assert.match(received, /^HTTP\/1\.1 400 /);
      assert.equal(row.loads, 0);
    });
  });

  it('tell browsers of their headers before they are loaded', async () => {
    const row = later({ path: '/a', responses: { 200: { ...responds(), headers: ['x-total'] } } });
    await withService([[row.head, ok]], { settings: { corsOrigins: ['*'] } }, async ({ url }) => {
      const answer = await fetch(`${url}/nothing`, { headers: { origin: 'https://a.example' } });
      assert.match(answer.headers.get('access-control-expose-headers') ?? '', /x-total/);
    });
  });
});
