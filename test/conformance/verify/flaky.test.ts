import assert from 'node:assert/strict';
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
async function look(status: number, change: (answer: Answer) => void, right: number) {
  let count = 0;
  const shop = await startShop({ after: (answer) => void (answer.status === status && count++ % (right + 1) === 0 && change(answer)) });
  const { findings } = await verify(contract, { ...defaults, url: shop.url, secrets: { key }, phases: ['probe'], only: ['createPet', 'getStatus'] });
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
