import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serve } from 'specwright/runtime';
import type { Begun, IdempotencyStore, OperationRow } from 'specwright/runtime';
import { RawClient } from './raw-client.ts';
import { KnownError, operation, responds, takesJson, testService, withService, type Handler, type TestServiceOptions } from './test-service.ts';

/** As a database would keep it; enough for one process. */
function memoryStore(): IdempotencyStore & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, { fingerprint: string; claim: string; answer?: unknown }>();
  const name = ({ scope, key }: { scope: string; key: string }): string => `${scope} ${key}`;
  return {
    kept,
    async begin(request): Promise<Begun> {
      const found = kept.get(name(request));
      if (found === undefined) {
        kept.set(name(request), { fingerprint: request.fingerprint, claim: 'mine' });
        return { state: 'started', claim: 'mine' };
      }
      if (found.fingerprint !== request.fingerprint) return { state: 'reused' };
      return found.answer === undefined ? { state: 'running' } : { state: 'done', answer: structuredClone(found.answer) };
    },
    async finish(request) {
      const found = kept.get(name(request));
      if (found?.claim === request.claim) found.answer = JSON.parse(JSON.stringify(request.answer));
    },
    async abandon(request) {
      kept.delete(name(request));
    },
  };
}

const idempotency = { header: 'idempotency-key', required: false, keepSeconds: 60 };
const pay = (row: Partial<OperationRow> = {}): OperationRow =>
  operation({ path: '/pay/{to}', method: 'post', body: takesJson(), idempotency, responses: { 201: { ...responds(), headers: ['location'] }, default: responds() }, ...row });

describe('idempotency', () => {
  async function withPayments(handler: Handler, row: Partial<OperationRow>, use: (post: Post, store: ReturnType<typeof memoryStore>) => Promise<void>, options: TestServiceOptions = {}): Promise<void> {
    const store = memoryStore();
    await withService([[pay(row), handler]], { ...options, settings: { idempotency: store } }, async ({ url }) => {
      await use((key, body, headers = {}, path = '/pay/a') => fetch(url + path, {
        method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }), ...headers },
      }), store);
    });
  }

  type Post = (key: string | undefined, body: unknown, headers?: Record<string, string>, path?: string) => Promise<Response>;

  const counting = (): Handler => {
    let count = 0;
    return () => ({ status: 201, body: { count: (count += 1) }, headers: { location: `/payments/${count}` } });
  };

  it('gives a repetition the first answer, status and headers included, and runs nothing twice', async () => {
    await withPayments(counting(), {}, async (post) => {
      const [first, second] = [await post('k', { sum: 1 }), await post('k', { sum: 1 })];
      for (const answer of [first, second]) {
        assert.deepEqual([answer.status, answer.headers.get('location'), await answer.json()], [201, '/payments/1', { count: 1 }]);
      }
      assert.deepEqual(await (await post('other', { sum: 1 })).json(), { count: 2 });
      assert.deepEqual(await (await post(undefined, { sum: 1 })).json(), { count: 3 });
    });
  });

  it('refuses a key that was used for another body or path', async () => {
    await withPayments(counting(), {}, async (post) => {
      await post('k', { sum: 1 });
      for (const answer of [await post('k', { sum: 2 }), await post('k', { sum: 1 }, {}, '/pay/b')]) {
        assert.equal(answer.status, 422);
        assert.deepEqual(await answer.json(), { error: 'idempotency-key-reused' });
      }
    });
  });

  it('refuses a repetition while the first is running', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow: Handler = async () => {
      begun();
      await released;
      return { status: 201, body: 'done' };
    };
    await withPayments(slow, {}, async (post) => {
      const first = post('k', 1);
      await isBegun;
      const second = await post('k', 1);
      assert.deepEqual([second.status, await second.json()], [409, { error: 'idempotency-key-in-use' }]);
      release();
      assert.equal((await first).status, 201);
      assert.equal(await (await post('k', 1)).json(), 'done');
    });
  });

  it('demands the key where the contract does, and a sane one always', async () => {
    await withPayments(counting(), { idempotency: { ...idempotency, required: true } }, async (post) => {
      assert.deepEqual(await (await post(undefined, 1)).json(), { error: 'idempotency-key-missing' });
      assert.equal((await post('x'.repeat(256), 1)).status, 400);
      assert.equal((await post('two words', 1)).status, 400);
    });
  });

  it('keeps an error of the domain, but frees the key after one that a repetition may cure', async () => {
    let attempt = 0;
    const failing: Handler = () => {
      attempt += 1;
      if (attempt === 1) throw new Error('database is down');
      throw new KnownError(`attempt ${attempt}`);
    };
    await withPayments(failing, {}, async (post) => {
      assert.equal((await post('k', 1)).status, 500);
      for (let repetition = 0; repetition < 2; repetition += 1) {
        const answer = await post('k', 1);
        assert.deepEqual([answer.status, await answer.json()], [409, { error: 'attempt 2' }]);
      }
    });
  });

  it('does not use up a key for a request that is invalid', async () => {
    await withPayments(counting(), { body: takesJson({ type: 'number' }) }, async (post, { kept }) => {
      assert.equal((await post('k', 'text')).status, 422);
      assert.equal(kept.size, 0);
      assert.equal((await post('k', 1)).status, 201);
    });
  });

  it('frees the key of a client that went away before its handler was called', async () => {
    const store = memoryStore();
    let begin = (): void => undefined;
    let release = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    const slow: IdempotencyStore = { ...store, begin: async (request) => {
      const started = await store.begin(request);
      begin();
      await released;
      return started;
    } };
    let calls = 0;
    await withService([[pay(), () => ({ status: 201, body: (calls += 1) })]], { settings: { idempotency: slow } }, async ({ port, metrics }) => {
      const client = new RawClient(port);
      client.send('POST /pay/a HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: 1\r\n\r\n1');
      await begun;
      client.close();
      while (!/aborted_total\{operation="post \/pay\/\{to\}",service="test"\} 1/.test(await metrics())) await new Promise(setImmediate);
      release();
      while (!/in_flight\{service="test"\} 0/.test(await metrics())) await new Promise(setImmediate);
    });
    assert.deepEqual([calls, store.kept.size], [0, 0]);
  });

  it('keeps the keys of two callers apart', async () => {
    const options: TestServiceOptions = {
      signIn: { token: (credential) => (credential.kind === 'bearer' ? credential.token : '') },
      actorId: (actor) => String(actor),
    };
    await withPayments(counting(), { security: [[{ scheme: 'token', scopes: [] }]] }, async (post) => {
      assert.deepEqual(await (await post('k', 1, { authorization: 'Bearer anna' })).json(), { count: 1 });
      assert.deepEqual(await (await post('k', 1, { authorization: 'Bearer bert' })).json(), { count: 2 });
      assert.deepEqual(await (await post('k', 1, { authorization: 'Bearer anna' })).json(), { count: 1 });
    }, options);
  });

  it('does not start where keys could not be kept, or not be kept apart', async () => {
    const start = (row: OperationRow, store?: IdempotencyStore): Promise<unknown> => {
      const service = testService([[row, () => ({ status: 201 })]], { signIn: { token: () => 'x' } });
      return serve(service, { db: undefined, services: undefined, settings: { mode: 'test', port: 0, idempotency: store } });
    };
    await assert.rejects(start(pay()), { code: 'idempotency-store-missing' });
    await assert.rejects(start(pay({ security: [[{ scheme: 'token', scopes: [] }]] }), memoryStore()), { code: 'actor-id-missing' });
  });
});
