import assert from 'node:assert/strict';
import fc from 'fast-check';
import { disagreementsOver } from './disagreements.ts';
import { knownDifferences } from './known-differences.ts';
import type { Oracle } from './oracle.ts';
import type { Recorder } from './recorder.ts';
import { requestsTo } from './requests.ts';

/** The same requests every time, so that a run can be repeated; another FUZZ_SEED gives others, FUZZ_RUNS more of them. */
export const fuzzing = {
  seed: Number(process.env['FUZZ_SEED'] ?? 1),
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 1000),
  includeErrorInReport: true,
};

/** Fails with the smallest request over which the two sides part for no known reason. */
export async function assertAgreement(recorder: Recorder, oracle: Oracle): Promise<void> {
  const property = fc.asyncProperty(requestsTo(oracle.operations), async (request) => {
    const disagreements = await disagreementsOver(request, recorder, oracle);
    const unexplained = disagreements.filter((disagreement) => !knownDifferences.some(({ explains }) => explains(disagreement)));
    const [first] = unexplained;
    assert.deepEqual(
      unexplained.map(({ what, place, name, keyword }) => `${what}: ${place} ${name} ${keyword}`),
      [],
      JSON.stringify([first?.ours, first?.theirs]),
    );
  });
  await fc.assert(property, fuzzing);
}
