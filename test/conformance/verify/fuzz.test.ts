import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { shopContract } from './shop-contract.ts';
import { key, problem, startShop, type Asked, type Difference } from './shop-server.ts';

const folder = contractFolder({ 'openapi.yaml': shopContract });
const contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });

async function fuzzShop(difference: Difference, seed = 1) {
  const asked: string[] = [];
  const instead: Difference['instead'] = (request, usual) => {
    asked.push(`${request.method} ${request.path}?${request.query.toString()} ${request.body.toString()}`);
    return difference.instead?.(request, usual);
  };
  const shop = await startShop({ ...difference, instead });
  try {
    const report = await verify(contract, { ...defaults, phases: ['probe', 'fuzz'], fuzzRuns: 80, seed, url: shop.url, secrets: { key } });
    return { ...report, asked };
  } finally {
    await shop.close();
  }
}

const created = ({ method, body }: Asked) => (method === 'POST' ? (JSON.parse(body.toString()) as Record<string, unknown>) : {});

describe('random requests', { concurrency: 1 }, () => {
  test('find nothing in a server that keeps its contract, and are the same for the same seed', async () => {
    const [first, again, other] = [await fuzzShop({}), await fuzzShop({}), await fuzzShop({}, 2)];
    assert.deepEqual(first.findings.map(({ check, message }) => `${check} ${message}`), []);
    assert.deepEqual(again.asked, first.asked);
    assert.notDeepEqual(other.asked, first.asked);
  });

  test('find what two values do together, and tell the smallest request that shows it', async () => {
    const { findings } = await fuzzShop({ instead: (asked) => (created(asked)['email'] !== undefined && created(asked)['weight'] !== undefined ? problem(500, 'broken') : undefined) });
    const [found] = findings.filter(({ check }) => check === 'no-server-error');
    assert.ok(found, 'nothing was found');
    const sent = JSON.parse(found.request?.body?.toString() ?? '{}') as Record<string, unknown>;
    assert.deepEqual(Object.keys(sent).sort(), ['email', 'kind', 'name', 'weight']);
  });
});
