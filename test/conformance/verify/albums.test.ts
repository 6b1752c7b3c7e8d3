import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import { responseTime } from '../../../conformance/verify/checks/format-checks.ts';
import type { Phase } from '../../../conformance/verify/case.ts';
import type { Exchange } from '../../../conformance/verify/checks/check.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify, type VerifyReport } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { albumsContract } from './albums-contract.ts';
import { albumKeys, startAlbums } from './albums-server.ts';
import { finding } from './told.ts';

let contract: Contract;
before(async () => {
  const folder = contractFolder({ 'openapi.json': albumsContract });
  contract = await openContract(join(folder, 'openapi.json'), { base: folder });
});

async function look(bug?: string, phases: readonly Phase[] = defaults.phases): Promise<VerifyReport> {
  const albums = await startAlbums(bug);
  try {
    return await verify(contract, { ...defaults, phases, url: albums.url, secrets: { key: albumKeys.ada }, strangers: { bob: { key: albumKeys.bob } } });
  } finally {
    await albums.close();
  }
}

const told = ({ findings }: VerifyReport) => findings.map(({ check, operationId, message, about }) => `${check} ${operationId}: ${message} (${about})`);

/** One bug at a time, the check that has to find it, and in which phase. */
const bugs: readonly (readonly [string, string, Phase])[] = [
  ['one id', 'unique-ids', 'stateful'],
  ['merges', 'put-replaces', 'stateful'],
  ['tracks of all', 'wrong-parent', 'stateful'],
  ['forgets tracks', 'available-after-create', 'stateful'],
  ['deleted is listed', 'gone-after-delete', 'stateful'],
  ['deletes all', 'gone-after-delete', 'stateful'],
  ['takes plays', 'mass-assignment', 'stateful'],
  ['lists no new one', 'available-after-create', 'stateful'],
  ['makes up albums', 'not-found', 'protocol'],
  ['leaves one out', 'pagination-complete', 'stateful'],
  ['lists of all', 'cross-tenant-denied', 'protocol'],
  ['cuts titles', 'answers-what-was-sent', 'coverage'],
  ['rounds ratings', 'read-your-write', 'stateful'],
  ['another character set', 'charset', 'probe'],
  ['bare cookie', 'cookie-flags', 'probe'],
  ['any Accept', 'not-acceptable-406', 'protocol'],
  ['no limit', 'body-limit-413', 'protocol'],
  ['any media type', 'unsupported-media-type-415', 'protocol'],
  ['half Allow', 'allow-header', 'protocol'],
  ['keys that begin alike', 'auth-enforced', 'protocol'],
  ['one shelf more', 'invalid-rejected', 'negative'],
  ['shelves in any case', 'invalid-rejected', 'negative'],
  ['no two tags', 'valid-accepted', 'coverage'],
];

describe('a shop of albums', () => {
  for (const [bug, check, phase] of bugs)
    test(`with the bug "${bug}" is found by ${check}`, async () => {
      const report = await look(bug, phase === 'probe' ? [phase] : ['probe', phase]);
      assert.ok(report.findings.some((each) => each.check === check), told(report).join('\n') || 'nothing was found');
    });

  test('that keeps its contract is not blamed, with fewer than fifty requests for an operation', async () => {
    const report = await look();
    assert.deepEqual(told(report), []);
    assert.deepEqual(report.coverage.succeeded, { reached: 7, all: 7 });
    assert.ok(report.requests < 350, `${report.requests} requests for 7 operations`);
  });
});

test('an answer that takes more than five seconds is slow, and a stream that is listened to is not', () => {
  const after = (milliseconds: number, isCut = false) => responseTime.find({ response: { ...finding.response, milliseconds, isCut } } as Exchange).length;
  assert.deepEqual([after(100), after(6000), after(6000, true)], [0, 1, 0]);
});
