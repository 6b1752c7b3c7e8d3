import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { exitCodeOf } from '../../../bin/verify/exit-code.ts';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import { defaults, type VerifyOptions } from '../../../conformance/verify/options.ts';
import { verify, type VerifyReport } from '../../../conformance/verify/verify.ts';
import { runCommand } from '../../command-process.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { shopContract } from './shop-contract.ts';
import { key, startShop } from './shop-server.ts';
import { finding, told } from './told.ts';

/** The shop as it was: pets had longer names. */
const before21 = shopContract.replace('maxLength: 20', 'maxLength: 30');
const folder = contractFolder({ 'openapi.yaml': shopContract, 'old.yaml': before21 });
const open = (name: string): Promise<Contract> => openContract(join(folder, name), { base: folder });
const run = (...args: string[]) => runCommand(['verify', ...args], { cwd: folder });

describe('the phase diff', () => {
  let shop: Awaited<ReturnType<typeof startShop>>;
  const asked: string[] = [];
  before(async () => (shop = await startShop({ instead: ({ method, path }) => void asked.push(`${method} ${path.replace(/\d+/, '1')}`) })));
  after(() => shop.close());

  async function look(options: Partial<VerifyOptions>): Promise<{ readonly report: VerifyReport; readonly sent: readonly string[] }> {
    asked.length = 0;
    const report = await verify(await open('openapi.yaml'), { ...defaults, url: shop.url, secrets: { key }, phases: ['diff', 'probe', 'coverage'], maxPerPhase: 2, fuzzRuns: 20, ...options });
    return { report, sent: [...asked] };
  }
  const count = (sent: readonly string[], what: string) => sent.filter((each) => each === what).length;

  test('tells a break with the value that shows it, and has what changed tested first and harder than the rest', async () => {
    const [usual, harder] = [await look({}), await look({ base: await open('old.yaml') })];
    const [found, ...others] = harder.report.findings;
    assert.deepEqual([found?.check, found?.severity, found?.operationId, found?.phase, others.length], ['breaking-change.request-max-length-narrowed', 'error', 'createPet', 'diff', 0]);
    assert.match(found?.about ?? '', /^was accepted, is refused: \{"name":"\w{30}".*\}; felt in POST \/pets$/);
    assert.equal(found?.position.file, 'openapi.yaml');
    assert.deepEqual([usual.report.changed, harder.report.changed], [[], ['createPet']]);
    const more = count(harder.sent, 'POST /pets') - count(usual.sent, 'POST /pets');
    assert.ok(more >= 20, `${more} more requests to what changed`);
    for (const what of ['GET /pets', 'GET /pets/p1', 'GET /status']) assert.equal(count(harder.sent, what), count(usual.sent, what), what);
  });

  test('leaves what did not change aside where requests run out', async () => {
    const budget = (await look({ phases: ['probe'] })).report.requests + 4;
    const { sent } = await look({ base: await open('old.yaml'), maxRequests: budget });
    assert.deepEqual([...new Set(sent.slice(-4))], ['POST /pets']);
  });
});

test('verify tells what is wrong with the contract itself, at its line, and needs no server for it', async () => {
  writeFileSync(join(folder, 'faulty.yaml'), shopContract.replace('age: 3, tags', 'age: three, tags').replace('maxLength: 20', 'maxLength: 0, format: of-our-own'));
  const files = { json: join(folder, 'faulty.json'), junit: join(folder, 'faulty.xml') };
  const { code, stdout } = await run('faulty.yaml', '--phases', 'lint', '--json', files.json, '--junit', files.junit);
  assert.equal(code, 2, stdout);
  assert.match(stdout, /warn lint\.invalid-example createPet: \/age must be integer\n {2}contract {2}faulty\.yaml:26:\d+/);
  assert.doesNotMatch(stdout, /of-our-own/);
  assert.match(stdout, /error lint\.unsatisfiable-schema contract: minLength 2 and maxLength 0 leave nothing/);
  const isReport = new Ajv2020().compile(JSON.parse(readFileSync(join(import.meta.dirname, '../../../conformance/verify/verify-report.schema.json'), 'utf8')) as object);
  assert.ok(isReport(JSON.parse(readFileSync(files.json, 'utf8'))), JSON.stringify(isReport.errors));
  assert.match(readFileSync(files.junit, 'utf8'), /<testcase classname="verify" name="contract: lint\.unsatisfiable-schema">/);
  const { code: silenced } = await run('faulty.yaml', '--phases', 'lint', '--check', 'lint.unsatisfiable-schema=warn', '--check', 'lint@createPet=off');
  assert.equal(silenced, 0);
});

test('verify writes reports of a contract that is refused, and of one that breaks the one before', async () => {
  writeFileSync(join(folder, 'refused.yaml'), shopContract.replace('schemas/NewPet', 'schemas/NoPet'));
  const report = join(folder, 'refused.json');
  const refused = await run('refused.yaml', '--url', 'http://127.0.0.1:1', '--json', report);
  assert.deepEqual([refused.code, /broken-reference/.test(refused.stderr)], [2, true]);
  const { findings, requests } = JSON.parse(readFileSync(report, 'utf8')) as { findings: { check: string; at: string }[]; requests: number };
  assert.deepEqual([findings.map(({ check, at }) => `${check} ${at.split(':')[0] ?? ''}`), requests], [['lint.broken-reference refused.yaml'], 0]);
  const broken = await run('openapi.yaml', '--phases', 'lint,diff', '--base', 'old.yaml');
  assert.deepEqual([broken.code, /changed since the base: createPet/.test(broken.stdout)], [5, true], broken.stdout);
  const without = await run('openapi.yaml', '--phases', 'diff');
  assert.deepEqual([without.code, without.stderr], [2, 'specwright verify: the phase diff wants --base <document> or --base-git <revision>\n']);
});

test('what the contract says of a check counts: for one operation, and for one status; a misspelt one is told', async () => {
  const words = "      x-verify: { response-headers: off, status-documented: { statuses: [202], because: queued }, respons-time: warn }\n      requestBody:";
  writeFileSync(join(folder, 'words.yaml'), shopContract.replace('      requestBody:', words));
  const shop = await startShop({ after: (answer) => void (answer.status === 201 && ((answer.status = 202), delete answer.headers['location']), delete answer.headers['x-total']) });
  const look = async (name: string, severities = {}) =>
    (await verify(await open(name), { ...defaults, url: shop.url, secrets: { key }, phases: ['lint', 'probe'], severities })).findings.map(({ check, operationId }) => `${check} ${operationId}`);
  const [plain, said, given] = [await look('openapi.yaml'), await look('words.yaml'), await look('words.yaml', { 'status-documented@createPet': 'error', 'response-headers': 'error' })];
  await shop.close();
  assert.deepEqual(plain, ['response-headers listPets', 'status-documented createPet']);
  assert.deepEqual(said, ['lint.unknown-check createPet', 'response-headers listPets']);
  assert.deepEqual(given, ['lint.unknown-check createPet', 'response-headers listPets', 'status-documented createPet']);
});

test('of several things that are true of a run, the exit code tells the weightiest', () => {
  const of = (...phases: string[]) => told(phases.map((phase) => ({ ...finding, phase }))).report;
  const all = (report: VerifyReport, isInterrupted = false) => exitCodeOf(report, [['operations', 80]], { isInterrupted });
  assert.deepEqual([all(of('probe', 'lint', 'diff'), true), all(of('probe', 'lint', 'diff')), all(of('lint', 'diff')), all(of('diff')), all(of())], [130, 1, 2, 5, 4]);
  assert.equal(exitCodeOf(of(), [['operations', 50]]), 0);
  const flaky = told([{ ...finding, isFlaky: true }]).report;
  assert.deepEqual([exitCodeOf(flaky, []), exitCodeOf(flaky, [], { failsOnFlaky: true })], [0, 1]);
});

test('what an operation needs is made where the operation that makes it is not asked for', async () => {
  const shop = await startShop({ after: (answer) => void (answer.status === 200 && answer.body?.includes('"kind"') === true && (answer.body = answer.body.replace('"kind"', '"sort"'))) });
  const { findings, notes } = await verify(await open('openapi.yaml'), { ...defaults, url: shop.url, secrets: { key }, phases: ['probe'], only: ['getPet'] });
  await shop.close();
  assert.deepEqual([findings.map(({ check, operationId }) => `${check} ${operationId}`), notes], [['response-schema getPet'], []]);
});

test('a run that is interrupted ends at once, and what was found until then stands', async () => {
  const stop = new AbortController();
  let count = 0;
  const shop = await startShop({ instead: () => void (++count === 5 && stop.abort()) });
  const { notes, requests } = await verify(await open('openapi.yaml'), { ...defaults, url: shop.url, secrets: { key }, signal: stop.signal });
  await shop.close();
  assert.deepEqual([notes, requests], [['stopped early: it was interrupted'], 5]);
});
