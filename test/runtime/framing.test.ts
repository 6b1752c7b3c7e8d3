import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningService } from 'specwright/runtime';
import { exchangeRaw, RawClient, requestRaw } from './raw-client.ts';
import { operation, startService, takesJson } from './test-service.ts';

const get = 'GET /read HTTP/1.1\r\nHost: x\r\n';
const post = 'POST /write HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
const chunked = '2\r\n{}\r\n0\r\n\r\n';

describe('framing', () => {
  let service: RunningService;
  let calls = 0;

  before(async () => {
    service = await startService([
      [operation({ path: '/read' }), () => ({ status: 200, body: (calls += 1) })],
      [operation({ path: '/write', method: 'post', body: takesJson() }), () => ({ status: 200, body: (calls += 1) })],
    ]);
  });

  after(() => service.close());

  /** Each would be read as one request by some and as two by others. */
  const refused: Readonly<Record<string, string>> = {
    'two differing Content-Length lines': `${post}Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}`,
    'two equal Content-Length lines': `${post}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
    'two Content-Length lines on a GET': `${get}Content-Length: 0\r\nContent-Length: 40\r\n\r\n`,
    'an empty Content-Length': `${post}Content-Length: \r\n\r\n{}`,
    'a Content-Length that is a list': `${post}Content-Length: 2, 2\r\n\r\n{}`,
    'a Content-Length with a sign': `${post}Content-Length: +2\r\n\r\n{}`,
    'a Content-Length in another base': `${post}Content-Length: 0x2\r\n\r\n{}`,
    'a Content-Length of sixteen digits': `${post}Content-Length: 0000000000000002\r\n\r\n{}`,
    'a coding besides chunked': `${post}Transfer-Encoding: gzip, chunked\r\n\r\n${chunked}`,
    'a coding after chunked': `${post}Transfer-Encoding: chunked, identity\r\n\r\n${chunked}`,
    'a coding like chunked': `${post}Transfer-Encoding: xchunked\r\n\r\n${chunked}`,
    'chunked in other letters': `${post}Transfer-Encoding: Chunked\r\n\r\n${chunked}`,
    'a coding that is not chunked': `${post}Transfer-Encoding: identity\r\n\r\n`,
    'two Transfer-Encoding lines': `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n${chunked}`,
    'a coding on a GET': `${get}Transfer-Encoding: identity\r\n\r\n`,
    'Transfer-Encoding and then Content-Length': `${post}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n${chunked}`,
    'Content-Length and then Transfer-Encoding': `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    'two Host lines': `${get}Host: y\r\n\r\n`,
    'two equal Host lines': `${get}Host: x\r\n\r\n`,
    'two Host lines with a body': `${post}Host: y\r\nContent-Length: 2\r\n\r\n{}`,
    'two Host lines on a path that is not declared': 'GET /nothing HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
    'two Host lines on a method that is not declared': 'PUT /read HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 0\r\n\r\n',
    'two Host lines on a HEAD': 'HEAD /read HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
    'no Host line': 'GET /read HTTP/1.1\r\nAccept: */*\r\n\r\n',
    'an empty header name before Host': 'GET /read HTTP/1.1\r\n: v\r\nHost: x\r\n\r\n',
  };

  for (const [what, request] of Object.entries(refused)) {
    it(`refuses ${what} with 400 and closes the connection`, async () => {
      const before = calls;
      const answer = await exchangeRaw(service.port, `${request}GET /read HTTP/1.1\r\nHost: x\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1, 'what followed was answered as a request');
      assert.equal(calls, before);
    });
  }

  it('tells what is wrong in the words of the API', async () => {
    const answer = await exchangeRaw(service.port, refused['two Host lines'] ?? '');
    assert.match(answer, /\{"error":"malformed-request","detail":"The request has several Host headers\."\}\s*$/);
  });

  it('runs nothing that follows a request without any length: its length may be hidden behind an empty header name', async () => {
    const hidden = `POST /write HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n: v\r\nContent-Length: 40\r\n\r\nGET /read HTTP/1.1\r\nHost: x\r\n\r\n`;
    const before = calls;
    const answer = await exchangeRaw(service.port, hidden);
    assert.equal(answer, '');
    assert.equal(calls, before);
  });

  it('answers a request without any length, as some clients send it, and closes', async () => {
    const answer = await exchangeRaw(service.port, 'POST /write HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 400 .*\r\nConnection: close\r\n/s);
    assert.match(answer, /\{"error":"missing-body"\}$/);
  });

  it('takes a chunked body', async () => {
    assert.match(await requestRaw(service.port, `${post}Transfer-Encoding: chunked\r\n\r\n${chunked}`), /^HTTP\/1\.1 200 /);
  });

  it('keeps the connection between good requests', async () => {
    const client = new RawClient(service.port);
    client.send(`${post}Content-Length: 2\r\n\r\n{}`);
    await client.until((received) => /"?\d+$/.test(received));
    client.send(`${get}\r\n`);
    await client.until((received) => received.match(/HTTP\/1\.1 200/g)?.length === 2);
    client.close();
  });

  it('does not serve several requests at once on one connection while one takes its time', async () => {
    const slow = await startService([[operation({ path: '/slow' }), async () => {
      await new Promise(setImmediate);
      return { status: 200, body: 'slow' };
    }]]);
    const answer = await exchangeRaw(slow.port, 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.doesNotMatch(answer, /slow[^]*slow/);
    await slow.close();
  });
});
