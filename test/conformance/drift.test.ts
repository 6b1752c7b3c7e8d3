import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { openContract } from '../../conformance/contract/open-contract.ts';
import { findDrift } from '../../conformance/drift/find-drift.ts';
import { breachesIn } from '../../conformance/drift/read-metrics.ts';
import { defaults } from '../../conformance/verify/options.ts';
import { contractFolder, openapi } from '../generator/contract-folder.ts';
import { booksContract } from './verify/books-contract.ts';
import { startLibrary, tokens } from './verify/books-server.ts';

async function driftFrom(contract: string) {
  const folder = contractFolder({ 'openapi.yaml': contract });
  const library = await startLibrary();
  try {
    return await findDrift(await openContract(join(folder, 'openapi.yaml'), { base: folder }), { ...defaults, url: library.url, secrets: { token: tokens.ada } });
  } finally {
    await library.close();
  }
}

test('a server and its contract do not drift apart by themselves', async () => {
  const { undocumented, unimplemented, notes } = await driftFrom(booksContract);
  assert.deepEqual([undocumented, unimplemented, notes], [[], [], []]);
});

test('what the server has and the contract lacks is told, and the reverse', async () => {
  const without = booksContract.replace(/ {4}put:\n[^]*?(?= {4}patch:)/, '').replace('  /reviews:', '  /authors:');
  const { undocumented, unimplemented } = await driftFrom(without);
  assert.deepEqual(undocumented, [{ method: 'PUT', path: '/api/v1/books/{book_id}', how: 'Allow of /api/v1/books/{book_id}' }]);
  assert.deepEqual(unimplemented.map(({ operationId }) => operationId), ['addReview']);
});

test('an address that refuses GET is told by the methods that it has, and not where the contract has these', async (context) => {
  const server = createServer(({ method, url }, response) => {
    const isThere = url === '/register' || url === '/login';
    response.writeHead(!isThere ? 404 : method === 'POST' ? 204 : 405, isThere ? { allow: 'POST' } : {}).end();
  });
  context.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = contractFolder({ 'openapi.yaml': openapi("paths:\n  /register:\n    post: {operationId: register, responses: {'204': {description: Done.}}}\n") });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { undocumented } = await findDrift(await openContract(join(folder, 'openapi.yaml'), { base: folder }), { ...defaults, url });
  assert.deepEqual(undocumented, [{ method: 'POST', path: '/login', how: 'often there: 405' }]);
});

test('what the response check has counted is read from the metrics, most first', () => {
  const metrics = '# HELP http_response_defects_total Answers.\nhttp_response_defects_total{operation="a"} 2\nhttp_response_defects_total{operation="b"} 0\nhttp_response_defects_total{operation="c"} 7\n';
  assert.deepEqual(breachesIn(metrics), [{ operation: 'c', count: 7 }, { operation: 'a', count: 2 }]);
});
