import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { ContractTables } from 'specwright/runtime';
import { assertAgreement, fuzzing } from './agreement.ts';
import { disagreementsOver, isSame } from './disagreements.ts';
import { knownDifferences } from './known-differences.ts';
import { createOracle, type Oracle } from './oracle.ts';
import { startRecorder, type Recorder } from './recorder.ts';
import { rightRequestsTo } from './right-requests.ts';
import { loadSource } from '../load-source.ts';

/** spec/styles generated afresh, so that what is compared is what the generator prints today. */
const root = join(import.meta.dirname, '..', '..');
let project: string;
let recorder: Recorder;
let oracle: Oracle;

before(async () => {
  await mkdir(join(root, '.cache'), { recursive: true });
  project = await mkdtemp(join(root, '.cache', 'differential-'));
  await cp(join(import.meta.dirname, 'spec'), join(project, 'spec'), { recursive: true });
  await promisify(execFile)(process.execPath, ['bin/specwright.mjs', 'generate', '--root', project], { cwd: root });
  const { contract } = await loadSource<{ contract: ContractTables }>(join(project, 'generated/styles/contract.ts'));
  recorder = await startRecorder(contract);
  oracle = await createOracle(join(project, 'spec/styles/openapi.yaml'));
});

after(async () => {
  await recorder.close();
  await rm(project, { recursive: true });
});

for (const { name, reason, example } of knownDifferences)
  test(`openapi-backend differs, ${name}: ${reason}`, async () => {
    const request = { method: 'GET', query: '', headers: {}, ...example, path: `/base/v2${example.path}` };
    const disagreements = await disagreementsOver(request, recorder, oracle);
    assert.notDeepEqual(disagreements, [], 'it no longer does: take it off the list');
    const explainers = disagreements.map((disagreement) =>
      knownDifferences.filter(({ explains }) => explains(disagreement)).map((each) => each.name),
    );
    assert.ok(
      explainers.every((names) => names.length > 0),
      JSON.stringify(disagreements),
    );
    assert.ok(
      explainers.some(([only, ...others]) => only === name && others.length === 0),
      `others explain it, too: ${JSON.stringify(explainers)}`,
    );
  });

test(`${fuzzing.numRuns} requests in every style are found, taken or refused, and read as openapi-backend does it, known differences aside`, () =>
  assertAgreement(recorder, oracle));

test(`${fuzzing.numRuns} lists of parameters arrive at the handler as they were written, in every style`, async () => {
  const property = fc.asyncProperty(rightRequestsTo(oracle.operations), async ({ request, values }) => {
    const outcome = await recorder.ask(request);
    assert.equal(outcome.kind, 'accepted', JSON.stringify(outcome));
    if (outcome.kind !== 'accepted') return;
    const changed = values.filter(({ place, name, value }) => !isSame(outcome.values[place][name], value));
    assert.deepEqual(changed, [], JSON.stringify(outcome.values));
  });
  await fc.assert(property, fuzzing);
});
