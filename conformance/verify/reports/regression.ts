import { errorsOf, type Told } from './report.ts';

/** A test file for `node --test` that fails for as long as the server shows what was found: one test for each fault. */
export function reportAsTests(told: Told): string {
  const { contract, url, report } = told;
  const tests = errorsOf(report).map(({ id, check, operationId, message, phase }) => {
    const title = JSON.stringify(`${operationId}: ${message} (${check})`);
    return `test(${title}, async () => {\n  assert.deepEqual(await findings(${JSON.stringify(operationId)}, ${JSON.stringify(phase)}, ${JSON.stringify(id)}), []);\n});`;
  });
  return `${head(contract, url)}\n${tests.join('\n\n')}\n`;
}

/** Credentials are those of whoever runs it: VERIFY_SECRETS is a JSON object of them by security scheme. */
function head(contract: string, url: string): string {
  return `import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { openContract, verify, verifyDefaults } from 'specwright/conformance';

const contract = await openContract(path.resolve(${JSON.stringify(contract)}), { base: process.cwd() });
const url = process.env.VERIFY_URL ?? ${JSON.stringify(url)};
const secrets = JSON.parse(process.env.VERIFY_SECRETS ?? '{}');

/** What is found again, by its id. */
async function findings(operation, phase, id) {
  const report = await verify(contract, { ...verifyDefaults, url, secrets, only: [operation], phases: [...new Set(['probe', phase])] });
  return report.findings.filter((finding) => finding.id === id).map(({ message }) => message);
}
`;
}
