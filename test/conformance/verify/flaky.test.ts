import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { shopContract } from './shop-contract.ts';
import { key, startShop, type Answer } from './shop-server.ts';

const folder = contractFolder({ 'openapi.yaml': shopContract });
const contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });

/** What is found where so many answers of a status are right, after a wrong one. */
async function look(status: number, change: (answer: Answer) => void, right: number, only: readonly string[] = ['createPet', 'getStatus']) {
  let count = 0;
  const shop = await startShop({ after: (answer) => void (answer.status === status && count++ % (right + 1) === 0 && change(answer)) });
  const { findings } = await verify(contract, { ...defaults, url: shop.url, secrets: { key }, phases: ['probe'], only });
  await shop.close();
  return findings.map(({ check, operationId, isFlaky }) => `${isFlaky ? 'flaky ' : ''}${check} ${operationId}`);
}

test('what only some repetitions show is called flaky, of reading and of creating, and what all show is not', async () => {
  const accepted = (answer: Answer) => void (answer.status = 202);
  const text = (answer: Answer) => void (answer.headers['content-type'] = 'text/html');
  assert.deepEqual(await look(201, accepted, 0), ['status-documented createPet']);
  assert.deepEqual(await look(201, accepted, 1), ['flaky status-documented createPet']);
  assert.deepEqual(await look(200, text, 0), ['content-type getStatus']);
  assert.deepEqual(await look(200, text, 3), ['flaky content-type getStatus']);
});

test('a failure that was gone when the same was sent again is flaky, of creating and of replacing', async () => {
  const failed = (answer: Answer) => void (answer.status = 500);
  const found = await look(201, failed, 1, ['createPet']);
  assert.ok(found.length > 0 && found.every((each) => each.startsWith('flaky ')), String(found));
  assert.deepEqual(await replace(1), ['flaky no-server-error putName']);
  assert.deepEqual(await replace(100), ['no-server-error putName']);
});

const named = contractFolder({
  'openapi.yaml': `openapi: 3.1.0
info: {title: A name, version: '1'}
paths:
  /name:
    put:
      operationId: putName
      requestBody: {required: true, content: {application/json: {schema: {type: string}}}}
      responses: {'204': {description: It is called so.}}
`,
});

/** What is found where a name is replaced, and so many times it fails first. */
async function replace(failures: number): Promise<string[]> {
  let count = 0;
  const server = createServer((request, response) => void request.resume().on('end', () => response.writeHead(count++ < failures ? 500 : 204).end()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const { findings } = await verify(await openContract(join(named, 'openapi.yaml'), { base: named }), { ...defaults, url: `http://127.0.0.1:${port}`, phases: ['probe'] });
  server.closeAllConnections();
  server.close();
  return findings.map(({ check, operationId, isFlaky }) => `${isFlaky ? 'flaky ' : ''}${check} ${operationId}`).sort();
}
