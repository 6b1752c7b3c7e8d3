import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { verifiedServices, verifyService } from '../../verify-services.ts';

/** A few requests of each kind; `npm run verify` sends them all, and talks over the channels. */
const small = { maxPerPhase: 2, phases: ['probe', 'examples', 'negative', 'protocol'] } as const;

describe('a service of this repository', () => {
  for (const api of verifiedServices())
    test(`${api} keeps its contract, and every operation of it succeeds`, async () => {
      const { findings, coverage, notes } = await verifyService(api, small);
      assert.deepEqual(findings.map(({ check, operationId, message, about }) => `${check} ${operationId}: ${message} (${about})`), []);
      assert.deepEqual(notes, []);
      assert.deepEqual(coverage.missed.filter((name) => name.endsWith(' succeeds')), []);
    });
});
