import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunningService } from 'specwright/runtime';
import { RawClient } from './raw-client.ts';
import { operation, responds, takesJson, withService } from './test-service.ts';

const routes = [
  [operation({ path: '/a', responses: { 200: { ...responds(), headers: ['x-total'] } } }), () => ({ status: 200, body: 1, headers: { 'x-total': 1 } })],
  [operation({ path: '/a', method: 'post', body: takesJson() }), () => ({ status: 200, body: 1 })],
] as const;

/** fetch does not let a test say Origin. */
async function headersOf({ port }: RunningService, method: string, headers: Readonly<Record<string, string>>, path = '/a'): Promise<Headers> {
  const client = new RawClient(port);
  client.send(`${method} ${path} HTTP/1.1\r\nHost: x\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  const received = await client.until((text) => text.includes('\r\n\r\n'));
  client.close();
  const lines = received.slice(0, received.indexOf('\r\n\r\n')).split('\r\n').slice(1);
  return new Headers(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as [string, string]));
}

const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type, authorization' };

describe('cross-origin calls', () => {
  it('are allowed to the origins of the setting, with credentials and the headers of the contract', async () => {
    await withService(routes, { settings: { corsOrigins: ['https://a.example', 'https://b.example'] } }, async (service) => {
      const headers = await headersOf(service, 'GET', { Origin: 'https://b.example' });
      assert.equal(headers.get('access-control-allow-origin'), 'https://b.example');
      assert.equal(headers.get('access-control-allow-credentials'), 'true');
      assert.equal(headers.get('vary'), 'Origin');
      assert.match(headers.get('access-control-expose-headers') ?? '', /x-request-id.*x-total/);
    });
  });

  it('are allowed on errors, too, so that a script can read them', async () => {
    await withService(routes, { settings: { corsOrigins: ['https://a.example'] } }, async (service) => {
      const headers = await headersOf(service, 'GET', { Origin: 'https://a.example' }, '/nothing');
      assert.equal(headers.get('access-control-allow-origin'), 'https://a.example');
    });
  });

  it('are asked for by a preflight', async () => {
    await withService(routes, { settings: { corsOrigins: ['https://a.example'] } }, async (service) => {
      const headers = await headersOf(service, 'OPTIONS', { Origin: 'https://a.example', ...preflight });
      assert.equal(headers.get('access-control-allow-origin'), 'https://a.example');
      assert.equal(headers.get('access-control-allow-methods'), 'GET, POST, HEAD, OPTIONS');
      assert.equal(headers.get('access-control-allow-headers'), 'content-type, authorization');
      assert.equal(headers.get('access-control-max-age'), '600');
    });
  });

  it('may be held to methods and headers of the service’s choice', async () => {
    const corsPermissions = { methods: ['GET', 'OPTIONS'], headers: ['Content-Type'] };
    await withService(routes, { corsPermissions, settings: { corsOrigins: ['*'] } }, async (service) => {
      const headers = await headersOf(service, 'OPTIONS', { Origin: 'https://a.example', ...preflight });
      assert.equal(headers.get('access-control-allow-methods'), 'GET, OPTIONS');
      assert.equal(headers.get('access-control-allow-headers'), 'Content-Type');
    });
  });

  it('are not allowed to another origin, nor to one that only looks alike', async () => {
    await withService(routes, { settings: { corsOrigins: ['https://a.example'] } }, async (service) => {
      for (const origin of ['https://evil.example', 'http://a.example', 'https://a.example.evil', 'null']) {
        for (const method of ['GET', 'OPTIONS']) {
          const headers = await headersOf(service, method, { Origin: origin, ...preflight });
          assert.equal(headers.get('access-control-allow-origin'), null);
          assert.equal(headers.get('access-control-allow-methods'), null);
          assert.equal(headers.get('vary'), 'Origin', 'a cache must not mix them up');
        }
      }
    });
  });

  it('are allowed to all by a star, but never with credentials', async () => {
    await withService(routes, { settings: { corsOrigins: ['*'] } }, async (service) => {
      for (const method of ['GET', 'OPTIONS']) {
        const headers = await headersOf(service, method, { Origin: 'https://any.example', ...preflight });
        assert.equal(headers.get('access-control-allow-origin'), '*');
        assert.equal(headers.get('access-control-allow-credentials'), null);
      }
    });
  });

  it('are not spoken of without the setting', async () => {
    await withService(routes, {}, async (service) => {
      for (const method of ['GET', 'OPTIONS']) {
        const headers = await headersOf(service, method, { Origin: 'https://a.example', ...preflight });
        assert.equal([...headers.keys()].some((name) => name.startsWith('access-control') || name === 'vary'), false);
      }
    });
  });
});
