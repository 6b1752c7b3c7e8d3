import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify, type VerifyReport } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { booksContract } from './books-contract.ts';
import { startLibrary, tokens, type LibraryDifference } from './books-server.ts';

let contract: Contract;
before(async () => {
  const folder = contractFolder({ 'openapi.yaml': booksContract });
  contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });
});

async function look(difference: LibraryDifference): Promise<VerifyReport> {
  const library = await startLibrary(difference);
  try {
    return await verify(contract, { ...defaults, phases: ['probe', 'negative', 'protocol', 'stateful'], url: library.url, secrets: { token: tokens.ada }, strangers: { bob: { token: tokens.bob } } });
  } finally {
    await library.close();
  }
}

const told = ({ findings }: VerifyReport) => findings.map(({ check, operationId, message, about }) => `${check} ${operationId}: ${message} (${about})`);

const bugs: readonly (readonly [string, string, LibraryDifference])[] = [
  ['lists more than it is asked for', 'pagination-limit', { bugs: ['no limit'] }],
  ['has one page only', 'pagination-complete', { bugs: ['no pages'] }],
  ['lists every genre', 'filter-honoured', { bugs: ['no filter'] }],
  ['forgets what was replaced', 'read-your-write', { bugs: ['forgets puts'] }],
  ['changes more than it is told to', 'read-your-write', { bugs: ['patches all'] }],
  ['replaces once only', 'put-idempotent', { bugs: ['puts once'] }],
  ['stores what it refuses', 'failed-create-leaves-nothing', { bugs: ['stores what it refuses'] }],
  ['does everything twice', 'idempotency-key-replay', { bugs: ['no keys'] }],
  ['sends again what has not changed', 'conditional-requests', { bugs: ['no conditions'] }],
  ['answers HEAD otherwise', 'head-matches-get', { bugs: ['odd heads'] }],
  ['writes whatever the ETag is', 'conditional-writes', { bugs: ['no guards'] }],
  ['lets two write at once', 'concurrent-update-consistent', { bugs: ['late looks'] }],
  ['names a place where the book is not', 'location-resolves', { bugs: ['wrong locations'] }],
  ['tells another id than that of the book', 'links-lead-there', { bugs: ['odd ids'] }],
  ['shows everybody everything', 'cross-tenant-denied', { bugs: ['no owners'] }],
  ['fails on letters that it does not know', 'no-server-error', { bugs: ['fails on odd texts'] }],
  ['takes texts for numbers', 'no-coercion', { bugs: ['takes numbers as texts'] }],
];

describe('a library', () => {
  for (const [bug, check, difference] of bugs)
    test(`that ${bug} is found by ${check}`, async () => {
      const report = await look(difference);
      assert.ok(report.findings.some((finding) => finding.check === check), told(report).join('\n') || 'nothing was found');
    });

  test('that keeps its contract is not blamed, and every operation of it succeeds', async () => {
    const report = await look({});
    assert.deepEqual(told(report), []);
    assert.deepEqual(report.coverage.succeeded, { reached: 7, all: 7 }, report.coverage.missed.join());
    assert.ok(report.requests < 350, `${report.requests} requests for 7 operations`);
  });
});
