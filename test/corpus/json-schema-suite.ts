import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emitValidators } from '../../generator/emit/validators/validators.ts';
import type { Refusal } from '../../generator/load/refusal.ts';
import { Refusals } from '../../generator/load/refusals.ts';
import { loadApi } from '../../generator/model/load-api.ts';
import type { Api } from '../../generator/model/types.ts';
import type { Validate } from '../../runtime/contract.ts';
import { loadSource } from '../load-source.ts';

/** A draft of JSON Schema, and the version of OpenAPI whose schemas are closest to it. */
export interface Draft {
  readonly folder: string;
  readonly openapi: string;
}

export const drafts: readonly Draft[] = [
  { folder: 'draft2020-12', openapi: '3.1.0' },
  { folder: 'draft7', openapi: '3.0.3' },
  { folder: 'draft4', openapi: '3.0.3' },
];

export interface SuiteResult {
  readonly passed: number;
  readonly total: number;
  /** One line for each group with a test that did not pass: why it was refused, or which tests fail. */
  readonly failures: readonly string[];
}

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

/** Warnings about schemas that are understood as they are meant. */
const harmless: ReadonlySet<string> = new Set(['invalid-default', 'outdated-keyword', 'ignored-member', 'unknown-format']);

/** Whether a format is asserted is a matter of dialect; ours does, so the suite's tests that it is not are left out. */
const leftOut = new Set(['format.json']);

/** Runs the required tests of a draft through generated validators. `scratch` is a folder within this package. */
export async function runDraft(suite: string, draft: Draft, scratch: string): Promise<SuiteResult> {
  const folder = path.join(suite, draft.folder);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !leftOut.has(name));
  const results: SuiteResult[] = [];
  for (const file of files.sort()) {
    const groups = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Group[];
    results.push(await runGroups(`${draft.folder}/${file}`, groups, draft, mkdtempSync(path.join(scratch, 'suite-'))));
  }
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    total: results.reduce((sum, { total }) => sum + total, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}

/** All drafts, as it is published in `docs/json-schema.md`. */
export async function runSuite(suite: string, scratch: string): Promise<string> {
  const lines: string[] = ['| draft | as schemas of OpenAPI | passed | tests |', '|---|---|---|---|'];
  const failures: string[] = [];
  for (const draft of drafts) {
    const result = await runDraft(suite, draft, scratch);
    const share = ((100 * result.passed) / result.total).toFixed(1);
    lines.push(`| ${draft.folder.replace('draft', '')} | ${draft.openapi} | ${result.passed} (${share} %) | ${result.total} |`);
    failures.push(...result.failures);
  }
  return [...lines, '', 'What does not pass, with the reason of a refusal or the names of the tests:', '', ...failures.map((line) => `* ${line}`), ''].join('\n');
}

/** Each schema is a file of its own, so that its references mean what they mean in the suite, and the answer of an operation. */
async function runGroups(file: string, groups: readonly Group[], draft: Draft, scratch: string): Promise<SuiteResult> {
  const contract = mkdtempSync(path.join(tmpdir(), 'specwright-suite-'));
  groups.forEach(({ schema }, index) => writeFileSync(path.join(contract, `group${index}.json`), JSON.stringify(schema)));
  const refused = new Map<number, string>();
  const api = await load(contract, groups, draft, refused);
  rmSync(contract, { recursive: true });
  const validators = api === undefined ? {} : await importValidators(api, scratch);
  const outcomes = groups.map((group, index) => runGroup(group, validators[`check${index}200`], refused.get(index)));
  return {
    passed: outcomes.reduce((sum, failed, index) => sum + (groups[index]?.tests.length ?? 0) - failed.count, 0),
    total: groups.reduce((sum, { tests }) => sum + tests.length, 0),
    failures: outcomes.flatMap(({ reason }, index) => (reason === '' ? [] : [`${file}: ${groups[index]?.description ?? ''}: ${reason}`])),
  };
}

/** The model of all schemas that are not refused. */
async function load(contract: string, groups: readonly Group[], draft: Draft, refused: Map<number, string>): Promise<Api | undefined> {
  const taken = groups.map((_, index) => index).filter((index) => !refused.has(index));
  if (taken.length === 0) return undefined;
  writeFileSync(path.join(contract, 'openapi.json'), JSON.stringify(document(taken, draft)));
  try {
    const { api, warnings } = await loadApi(contract, { base: contract, cache: false, lenient: true });
    note(warnings.filter(({ code }) => !harmless.has(code)), refused);
    // A file that is missing is told of once only.
    return taken.some((index) => refused.has(index)) ? load(contract, groups, draft, refused) : api;
  } catch (error) {
    if (!(error instanceof Refusals)) throw error;
    note(error.refusals, refused);
    if (refused.has(NaN)) throw error;
    return load(contract, groups, draft, refused);
  }
}

/** What is only lenient about a schema counts as a refusal, but for defaults that break it, which the suite has on purpose. */
function note(refusals: readonly Refusal[], refused: Map<number, string>): void {
  for (const { code, message, position } of refusals) {
    const index = Number(/^group(\d+)\.json$/.exec(position.file)?.[1]);
    if (!refused.has(index)) refused.set(index, `refused: ${code}: ${message.split(';')[0] ?? ''}`);
  }
}

function document(indexes: readonly number[], { openapi }: Draft): object {
  const answer = (index: number) => ({
    get: {
      operationId: `check${index}`,
      tags: ['suite'],
      responses: { 200: { description: 'Any.', content: { 'application/json': { schema: { $ref: `./group${index}.json` } } } } },
    },
  });
  const paths = Object.fromEntries(indexes.map((index) => [`/check${index}`, answer(index)]));
  return { openapi, info: { title: 'Suite', version: '1' }, paths };
}

async function importValidators(api: Api, scratch: string): Promise<Record<string, Validate | undefined>> {
  for (const { path: file, text } of emitValidators(api)) {
    mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
    writeFileSync(path.join(scratch, file), text);
  }
  return loadSource(path.join(scratch, 'validators', 'suite.js'));
}

function runGroup({ tests }: Group, validate: Validate | undefined, refused: string | undefined): { count: number; reason: string } {
  if (validate === undefined || refused !== undefined) return { count: tests.length, reason: refused ?? 'no validator' };
  const failed = tests.filter(({ data, valid }) => validate(data) !== valid);
  return { count: failed.length, reason: failed.map(({ description, valid }) => `${description} (${valid ? 'valid' : 'invalid'})`).join('; ') };
}
