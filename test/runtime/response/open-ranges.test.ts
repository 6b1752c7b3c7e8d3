import assert from 'node:assert/strict';
import { it } from 'node:test';
import { json, operation, withService, type Handler } from '../test-service.ts';
import type { MediaRow, ResponseRow } from 'specwright/runtime';

const range = (codec: MediaRow['codec']): ResponseRow => ({ content: [{ mediaType: '*/*', codec }], headers: [] });
const fails: Handler = () => ({ status: 200, body: Symbol('no body') as never });

for (const codec of ['text', 'binary'] as const) {
  it(`a problem is written as JSON where the contract has any type, as ${codec}, and a ${codec} still as what it is`, async () => {
    const rows = { responses: { 200: { content: [json()], headers: [] }, 404: range(codec), default: range(codec) } };
    const problems = () => ({ status: 500, contentType: 'application/problem+json', body: { title: 'internal' } });
    const missing: Handler = () => ({ status: 404, contentType: 'text/plain', body: codec === 'text' ? 'none' : Buffer.from('none') });
    await withService([[operation({ path: '/fails', ...rows }), fails], [operation({ path: '/missing', ...rows }), missing]], { problems }, async ({ url }) => {
      const failed = await fetch(`${url}/fails`);
      assert.deepEqual([failed.status, failed.headers.get('content-type'), await failed.json()], [500, 'application/problem+json', { title: 'internal' }]);
      const found = await fetch(`${url}/missing`);
      assert.deepEqual([found.status, found.headers.get('content-type'), await found.text()], [404, 'text/plain', 'none']);
    });
  });
}

it('an answer has a type of its own where the contract has a range and the handler names none', async () => {
  const answering = (codec: MediaRow['codec'], body: unknown) =>
    [operation({ path: `/${codec}`, responses: { 200: range(codec) } }), () => ({ status: 200, body: body as never })] as const;
  await withService([answering('json', { a: 1 }), answering('text', 'a'), answering('binary', Buffer.from('a'))], {}, async ({ url }) => {
    const typeOf = async (codec: string) => (await fetch(`${url}/${codec}`)).headers.get('content-type');
    assert.deepEqual([await typeOf('json'), await typeOf('text'), await typeOf('binary')], ['application/json', 'text/plain', 'application/octet-stream']);
  });
});

it('nobody waits for an answer that nothing can write', async () => {
  const unspeakable = () => ({ status: 500, contentType: 'text/plain', body: { title: 'no text' } });
  const rows = { responses: { 200: { content: [json()], headers: [] }, default: { content: [{ mediaType: 'text/plain', codec: 'text' } as const], headers: [] } } };
  await withService([[operation({ path: '/fails', ...rows }), fails]], { problems: unspeakable }, async ({ url }) => {
    const answer = await fetch(`${url}/fails`);
    assert.deepEqual([answer.status, await answer.json()], [500, { error: 'internal' }]);
  });
});
