import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareContracts } from '../../../conformance/diff/compare-contracts.ts';
import { cases } from './changes.ts';
import { contractOf } from './documents.ts';

describe('a change is judged by what it takes from clients', { concurrency: 4 }, () => {
  for (const { name, old, next, severity, rule } of cases) {
    test(`${severity}: ${name}`, async () => {
      const findings = compareContracts(await contractOf(old), await contractOf(next));
      const summary = findings.map((finding) => `${finding.severity} ${finding.rule}: ${finding.message} ${JSON.stringify(finding.witness)}`).join('\n');
      assert.equal(findings[0]?.severity ?? 'safe', severity, summary);
      if (rule !== undefined) assert.ok(findings.some((finding) => finding.rule === rule && finding.severity === severity), summary);
      if (severity === 'breaking') assert.ok(findings.every((finding) => finding.severity !== 'breaking' || finding.witness !== undefined), summary);
    });
  }
});
