import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import type { ResponseCheck, RunningService } from 'specwright/runtime';
import { empty, KnownError, operation, responds, startService, type Handler } from '../test-service.ts';

const named = { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string' } } };
const error = { type: 'object', required: ['error'], properties: { error: { type: 'string' } } };

/** One answer each, and what is wrong with it. */
const defective: Readonly<Record<string, { readonly handler: Handler; readonly pointer?: string; readonly says: RegExp }>> = {
  status: { handler: () => ({ status: 202, body: {} }), says: /Status 202 is not declared/ },
  body: { handler: () => ({ status: 200, body: { name: 1 } }), pointer: '/name', says: /must be string/ },
  missing: { handler: () => ({ status: 200, body: {} }), pointer: '/name', says: /must have required/ },
  extra: { handler: () => ({ status: 200, body: { name: 'x', password: 'secret' } }), pointer: '/password', says: /additional/ },
  none: { handler: () => ({ status: 200 }), says: /has no body/ },
  unwanted: { handler: () => ({ status: 204, body: 'x' }), says: /cannot have a body/ },
  'unwanted-error': { handler: () => ({ status: 201, body: 'x' }), says: /declares none/ },
  type: { handler: () => ({ status: 200, body: 'x', contentType: 'text/html' }), says: /text\/html is not declared/ },
  header: { handler: () => ({ status: 200, body: { name: 'x' }, headers: { 'x-count': 'many' } }), pointer: '/x-count', says: /must be integer/ },
  'header-undeclared': { handler: () => ({ status: 200, body: { name: 'x' }, headers: { 'x-other': 1 } }), says: /x-other is not declared/ },
  'domain-error': { handler: () => { throw new KnownError('known'); }, says: /Status 409 is not declared/ },
};

const good: Readonly<Record<string, Handler>> = {
  exact: () => ({ status: 200, body: { name: 'x' }, headers: { 'x-count': 3 } }),
  range: () => ({ status: 404, body: { error: 'gone' } }),
  bodyless: () => ({ status: 204 }),
};

async function start(responseCheck: ResponseCheck | undefined, sampleRate?: number): Promise<{ service: RunningService; log: Record<string, unknown>[] }> {
  const log: Record<string, unknown>[] = [];
  const logger = pino({ level: 'error' }, { write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>) });
  const declared = { 200: responds(named, { 'x-count': { type: 'integer' } }), '5XX': responds(error), 404: responds(error) };
  const handlers = { ...good, ...Object.fromEntries(Object.entries(defective).map(([name, { handler }]) => [name, handler])) };
  const service = await startService(
    Object.entries(handlers).map(([name, handler]) => [operation({ path: `/${name}`, responses: name === 'exact' ? declared : { ...declared, 201: empty, 204: empty } }), handler] as const),
    { settings: { responseCheck, sampleRate, logger } },
  );
  return { service, log };
}

describe('response check', () => {
  describe('enforced, as it is in tests', () => {
    let started: Awaited<ReturnType<typeof start>>;

    before(async () => (started = await start(undefined)));
    after(() => started.service.close());

    for (const [name, { says, pointer }] of Object.entries(defective)) {
      it(`does not send an answer whose ${name} breaks the contract, and logs where`, async () => {
        const response = await fetch(`${started.service.url}/${name}`);
        assert.equal(response.status, 500);
        assert.deepEqual(await response.json(), { error: 'internal' });
        const line = started.log.find(({ operation, defect }) => operation === `get /${name}` && defect !== undefined);
        assert.match(String(line?.['defect']), says);
        assert.equal(line?.['pointer'], pointer);
      });
    }

    it('counts the defects of each operation', async () => {
      await fetch(`${started.service.url}/body`);
      assert.match(await started.service.metrics(), /http_response_defects_total\{operation="get \/body",service="test"\} 2/);
    });

    for (const name of Object.keys(good)) {
      it(`sends an answer whose ${name} is right`, async () => {
        assert.notEqual((await fetch(`${started.service.url}/${name}`)).status, 500);
      });
    }

    it('reports a problem of the runtime that is not declared, but sends it: there is no better answer', async () => {
      assert.equal((await fetch(`${started.service.url}/exact`, { headers: { accept: 'image/png' } })).status, 406);
      assert.ok(started.log.some(({ defect }) => defect === 'Status 406 is not declared.'));
    });
  });

  it('refuses no Accept where an answer without a body may come', async () => {
    const { service } = await start(undefined);
    assert.equal((await fetch(`${service.url}/bodyless`, { headers: { accept: 'image/png' } })).status, 204);
    await service.close();
  });

  it('sends and logs in mode log', async () => {
    const { service, log } = await start('log');
    assert.deepEqual(await (await fetch(`${service.url}/body`)).json(), { name: 1 });
    assert.equal(log.length, 1);
    await service.close();
  });

  it('does not look in mode off', async () => {
    const { service, log } = await start('off');
    assert.deepEqual(await (await fetch(`${service.url}/body`)).json(), { name: 1 });
    assert.equal(log.length, 0);
    await service.close();
  });

  it('looks at the given share in mode sample', async () => {
    for (const [sampleRate, found] of [[0, 0], [1, 1]] as const) {
      const { service, log } = await start('sample', sampleRate);
      assert.deepEqual(await (await fetch(`${service.url}/body`)).json(), { name: 1 });
      assert.equal(log.length, found);
      await service.close();
    }
  });
});
