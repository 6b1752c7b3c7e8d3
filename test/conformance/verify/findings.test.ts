import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { shopContract } from './shop-contract.ts';
import { key, problem, startShop } from './shop-server.ts';

const folder = contractFolder({ 'openapi.yaml': shopContract });
const contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });
const lineOf = (text: string) => shopContract.split('\n').findIndex((line) => line.includes(text)) + 1;

test('a failure is told once, whichever phases it shows in, at the word of the contract that brought it about', async () => {
  const isLong = (body: Buffer) => body.includes('"name":') && ((JSON.parse(body.toString()) as { name?: string }).name?.length ?? 0) >= 20;
  const shop = await startShop({ instead: ({ method, body }) => (method === 'POST' && isLong(body) ? problem(500, `broken at ${Date.now()}`) : undefined) });
  const { findings } = await verify(contract, { ...defaults, url: shop.url, secrets: { key }, phases: ['probe', 'coverage', 'stateful'] });
  await shop.close();
  const [found] = findings;
  assert.deepEqual([found?.check, found?.position.line, found?.position.pointer], ['no-server-error', lineOf('maxLength: 20'), '/components/schemas/NewPet/properties/name/maxLength']);
  assert.deepEqual(findings.filter(({ phase, position }) => phase !== 'coverage' || position.line !== found?.position.line), []);
  assert.ok((found?.count ?? 0) > 1);
});

test('what is wrong with a parameter is told at its line', async () => {
  const shop = await startShop({ ignores: ['limit'] });
  const { findings } = await verify(contract, { ...defaults, url: shop.url, secrets: { key }, phases: ['probe', 'negative'], only: ['listPets'] });
  await shop.close();
  assert.deepEqual([...new Set(findings.map(({ position }) => position.line))], [lineOf('name: limit')]);
});
