import type { VerifyOptions } from '../options.ts';
import { errorsOf, type Told } from './report.ts';

/** What of a run has to be the same when a fault of it is looked for again. Credentials are not among it. */
export interface Asked extends Pick<VerifyOptions, 'values' | 'seed' | 'fuzzRuns'> {
  /** The file of `--hook`. */
  readonly hook?: string;
}

/** A test file for `node --test` that fails for as long as the server shows what was found: one test for each fault. */
export function reportAsTests(told: Told, asked: Asked): string {
  const { contract, url, report } = told;
  const tests = errorsOf(report).filter(({ request }) => request !== undefined).map(({ id, check, operationId, message, phase }) => {
    const title = JSON.stringify(`${operationId}: ${message} (${check})`);
    return `test(${title}, async () => {\n  assert.deepEqual(await findings(${JSON.stringify(operationId)}, ${JSON.stringify(phase)}, ${JSON.stringify(id)}), []);\n});`;
  });
  return `${head(contract, url, asked)}\n${tests.join('\n\n')}\n`;
}

/** Credentials are those of whoever runs it: VERIFY_SECRETS is a JSON object of them by security scheme, VERIFY_STRANGERS one of such objects by name. */
function head(contract: string, url: string, { hook, ...same }: Asked): string {
  return `import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
${hook === undefined ? '' : "import { pathToFileURL } from 'node:url';\n"}import { openContract, verify, verifyDefaults } from 'specwright/conformance';

const contract = await openContract(path.resolve(${JSON.stringify(contract)}), { base: process.cwd() });
const url = process.env.VERIFY_URL ?? ${JSON.stringify(url)};
const given = JSON.parse(process.env.VERIFY_SECRETS ?? '{}');
const others = JSON.parse(process.env.VERIFY_STRANGERS ?? '{}');
${hookLines(hook)}
const options = { ...verifyDefaults, ...${JSON.stringify(same)}, url, secrets: { ...credentials, ...given }, strangers: { ...strangers, ...others }, fixtures };

/** What is found again, by its id. Fails where the operation could not be looked at. */
async function findings(operation, phase, id) {
  const report = await verify(contract, { ...options, only: [operation], phases: [...new Set(['probe', phase])] });
  const blind = report.findings.filter((finding) => finding.check === 'answers' && finding.id !== id).map(({ message }) => message);
  const notes = report.notes.filter((note) => note.startsWith(operation) || note.startsWith('stopped'));
  assert.ok(report.requests > 0 && blind.length + notes.length === 0, [...blind, ...notes, 'it was not looked at'][0]);
  return report.findings.filter((finding) => finding.id === id).map(({ message }) => message);
}
`;
}

function hookLines(hook: string | undefined): string {
  if (hook === undefined) return 'const { credentials = {}, strangers = {}, fixtures = {} } = {};';
  return `const { prepare } = await import(pathToFileURL(path.resolve(${JSON.stringify(hook)})).href);\nconst { credentials = {}, strangers = {}, fixtures = {} } = await prepare({ url });`;
}
