/** What a client can make long must not cost more than in proportion: each of these took minutes where it grew with the square. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningService } from 'specwright/runtime';
import { formats } from '../../runtime/keywords/index.ts';
import { cpuTime } from '../cpu-time.ts';
import { requestRaw } from './raw-client.ts';
import { compile, operation, startService, takesJson } from './test-service.ts';

/** Far more than any of these needs, far less than what grows with the square. */
const enough = 2000;

const pieces = ['a', 'a.', 'a-', '1:', '::', '%41', '{a}', '~0', 'P1D', 'a@', 'http://a', '/a', ' ', '0'];
const beginnings = ['', 'a@', 'http://', 'http://a', 'P', '2020-01-01T00:00:00.', 'mailto:', '{'];

for (const [name, format] of Object.entries(formats)) {
  if (typeof format !== 'function') continue;
  test(`the format ${name} is soon done with any long text`, async () => {
    const texts = beginnings.flatMap((beginning) => pieces.map((piece) => `${beginning}${piece.repeat(64_000 / piece.length)}!`));
    assert.ok((await cpuTime(() => texts.forEach(format))) < enough);
  });
}

describe('long requests', () => {
  let service: RunningService;

  before(async () => {
    const form = { required: true, content: [{ mediaType: 'application/x-www-form-urlencoded', codec: 'form', validate: compile({}) } as const] };
    const limits = { bodyBytes: 2_000_000 };
    const count = ({ body }: { body: unknown }) => ({ status: 200, body: Object.keys(body as object).length });
    service = await startService([
      [operation({ path: '/form', method: 'post', body: form, limits }), count],
      [operation({ path: '/json', method: 'post', body: takesJson(), limits }), count],
      [operation({ path: '/get' }), ({ query }) => ({ status: 200, body: Object.keys(query).length })],
    ]);
  });

  after(() => service.close());

  const answer = async (path: string, contentType: string, body: string): Promise<unknown> => {
    const response = await fetch(service.url + path, { method: 'POST', headers: { 'content-type': contentType }, body });
    return response.json();
  };

  test('a form that names one field 200 000 times', async () => {
    assert.ok((await cpuTime(async () => assert.equal(await answer('/form', 'application/x-www-form-urlencoded', 'a=1&'.repeat(200_000)), 1))) < enough);
  });

  test('a JSON object of 60 000 properties', async () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`p${index}`, 0])));
    assert.ok((await cpuTime(async () => assert.equal(await answer('/json', 'application/json', body), 60_000))) < enough);
  });

  test('as many parameters as the socket lets through', async () => {
    const query = Array.from({ length: 500 }, (_, index) => `p${index}=1`).join('&');
    assert.ok((await cpuTime(async () => assert.equal(await (await fetch(`${service.url}/get?${query}`)).json(), 500))) < enough);
  });

  test('more headers than the socket takes are refused by it, and those that it takes cost little', async () => {
    const request = (headers: number) => `GET /get HTTP/1.1\r\nHost: a\r\n${Array.from({ length: headers }, (_, index) => `h${index}: 1\r\n`).join('')}Connection: close\r\n\r\n`;
    assert.match(await requestRaw(service.port, request(5000)), /^(HTTP\/1\.1 431|$)/);
    assert.ok((await cpuTime(async () => assert.match(await requestRaw(service.port, request(80)), /^HTTP\/1\.1 200/))) < enough);
  });
});
