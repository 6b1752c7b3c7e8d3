import { join } from 'node:path';
import { test } from 'node:test';
import { contract as stella } from '../../generated/stella/contract.ts';
import { contract as virtualBanker } from '../../generated/virtual-banker/contract.ts';
import { assertAgreement, fuzzing } from './agreement.ts';
import { createOracle } from './oracle.ts';
import { startRecorder } from './recorder.ts';

for (const contract of [virtualBanker, stella])
  test(`${fuzzing.numRuns} requests to ${contract.name} are found, taken or refused, and read as openapi-backend does it, known differences aside`, async (context) => {
    const recorder = await startRecorder(contract);
    context.after(() => recorder.close());
    await assertAgreement(recorder, await createOracle(join(import.meta.dirname, '../../spec', contract.name, 'openapi.yaml')));
  });
