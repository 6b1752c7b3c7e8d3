import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { answerChecks } from '../../../conformance/verify/checks/all-checks.ts';
import { sequenceChecks } from '../../../conformance/verify/checks/sequence-checks.ts';
import { runCommand } from '../../command-process.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { shopContract } from './shop-contract.ts';
import { key, startShop } from './shop-server.ts';

const root = join(import.meta.dirname, '../../..');
const document = join(contractFolder({ 'openapi.yaml': shopContract }), 'openapi.yaml');

function run(...args: string[]) {
  return runCommand(['verify', ...args], { cwd: dirname(document) });
}

/** Runs a file of tests against one server after the other: the code, and what was written. */
function runTests(file: string, urls: readonly string[]): Promise<{ code: number | null; stdout: string }> {
  const all = urls.map((url, index) => `process.env.VERIFY_URL = ${JSON.stringify(url)};\nawait import(${JSON.stringify(`${file}?${index}`)});`);
  const options = ['--import', import.meta.resolve('tsx'), '--test-reporter', 'tap', '--input-type', 'module', '--eval', all.join('\n')];
  const child = spawn(process.execPath, options, { cwd: dirname(document), env: { ...process.env, NODE_TEST_CONTEXT: undefined, VERIFY_SECRETS: JSON.stringify({ key }) } });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout })));
}

describe('specwright verify', () => {
  let shop: Awaited<ReturnType<typeof startShop>>;
  let broken: Awaited<ReturnType<typeof startShop>>;
  before(async () => {
    shop = await startShop();
    broken = await startShop({ ignores: ['limit'], after: (answer) => void (delete answer.headers['location'], answer.status === 400 && (answer.body = JSON.stringify({ wrong: `your key is ${key}` }))) });
  });
  after(() => Promise.all([shop.close(), broken.close()]));

  test('ends with 0 and says what was covered where the server keeps its contract', async () => {
    const { code, stdout } = await run(document, '--url', shop.url, '--auth', `key=${key}`, '--min-coverage', 'operations=100');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /operations called +100 % \(5 of 5\)/);
    assert.match(stdout, /the server keeps its contract; \d+ requests in [\d.]+ s, seed 1/);
  });

  test('ends with 1 and prints the line of the contract, a curl line without the secret, and reports', async () => {
    const files = ['json', 'xml'].map((name) => join(dirname(document), `report.${name}`));
    const { code, stdout } = await run(document, '--url', broken.url, '--auth', `key=${key}`, '--json', files[0] ?? '', '--junit', files[1] ?? '');
    assert.equal(code, 1);
    assert.match(stdout, /error response-headers createPet: the header Location is missing from status 201\n {2}contract {2}openapi\.yaml:30:\d+/);
    assert.match(stdout, /curl -i -X GET 'http:\/\/127\.0\.0\.1:\d+\/pets\?limit=51'/);
    const [json = '', xml = ''] = files.map((file) => readFileSync(file, 'utf8'));
    for (const text of [stdout, json, xml]) assert.ok(!text.includes(key), 'the secret is told');
    const { findings } = JSON.parse(json) as { findings: { check: string; id: string; at: string }[] };
    assert.ok(findings.some(({ check, at }) => check === 'invalid-rejected' && at.startsWith('openapi.yaml:')));
    assert.match(stdout, /your key is \[secret\]/);
    assert.match(xml, /<testsuite name=".*openapi\.yaml" tests="\d" failures="\d"/);
    assert.match(xml, /<testcase classname="verify" name="createPet: response-headers">[^]*<testcase classname="verify" name="getStatus"\/>/);
  });

  test('looks again for a fault that was kept, until it is mended, and writes tests for it', async () => {
    const tests = join(dirname(document), 'faults.test.mjs');
    const { stdout } = await run(document, '--url', broken.url, '--auth', `key=${key}`, '--phases', 'probe', '--store-failures', '--tests', tests);
    const [, id = ''] = /createPet: the header Location[^]*?\n {2}([\da-f]{8}), specwright verify replay \1\n/.exec(stdout) ?? [];
    assert.match(readFileSync(tests, 'utf8'), new RegExp(`findings\\("createPet", "probe", "${id}"\\)`));
    const again = await run('replay', id, '--auth', `key=${key}`);
    assert.deepEqual([again.code, again.stdout.includes('the header Location is missing')], [1, true], again.stderr);
    const mended = await run('replay', id, '--url', shop.url, '--auth', `key=${key}`);
    assert.deepEqual([mended.code, /is not found any more/.test(mended.stdout)], [0, true], mended.stderr);
    assert.match((await run('replay', id)).stderr, /there is no fault/);
    await run(document, '--url', broken.url, '--auth', `key=${key}`, '--phases', 'probe', '--only', 'createPet', '--store-failures');
    const all = await run(document, '--url', broken.url, '--auth', `key=${key}`, '--phases', 'replay');
    assert.deepEqual([all.code, all.stdout.includes(`  ${id}`)], [1, true], all.stdout);
    // One request tells that it is mended, and is all that may be sent.
    const few = await run(document, '--url', shop.url, '--auth', `key=${key}`, '--phases', 'replay,probe', '--max-requests', '1');
    assert.match(few.stdout, new RegExp(`note ${id} is mended: response-headers of createPet[^]*note stopped early: as many requests were sent as may be[^]*; 1 requests in`));
  });

  test('writes tests that fail where the fault is there, or nobody is, and pass where it is mended', async () => {
    const tests = join(dirname(document), 'location.test.mjs');
    const { stdout } = await run(document, '--url', broken.url, '--auth', `key=${key}`, '--only', 'createPet', '--phases', 'probe', '--tests', tests);
    assert.match(stdout, /the header Location is missing/);
    mkdirSync(join(dirname(document), 'node_modules'), { recursive: true });
    symlinkSync(root, join(dirname(document), 'node_modules', 'specwright'));
    const gone = await startShop();
    await gone.close();
    const { code, stdout: told } = await runTests(tests, [broken.url, shop.url, gone.url]);
    assert.equal(code, 1);
    assert.deepEqual(told.match(/^(not )?ok \d/gm), ['not ok 1', 'ok 2', 'not ok 3'], told);
    assert.match(told, /not ok 1[^]*the header Location is missing from status 201[^]*ECONNREFUSED/);
  });

  test('leaves out the checks that are switched off', async () => {
    const { code, stdout } = await run(document, '--url', broken.url, '--auth', `key=${key}`, '--check', 'invalid-rejected@listPets=off', '--check', 'response-headers=warn', '--check', 'response-schema=off');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /warn response-headers createPet/);
  });

  test('sends nothing that writes with --read-only, and tells that less was covered with 4', async () => {
    const { code, stdout } = await run(document, '--url', shop.url, '--auth', `key=${key}`, '--read-only', '--min-coverage', 'operations=100');
    assert.equal(code, 4, stdout);
    assert.match(stdout, /operations called +60 % \(3 of 5\)/);
  });

  test('ends with 3 where nobody answers', async () => {
    const gone = await startShop();
    await gone.close();
    const { code, stderr } = await run(document, '--url', gone.url);
    assert.deepEqual([code, stderr], [3, `specwright verify: nobody answers at ${gone.url}\n`]);
  });

  for (const [why, args, message] of [
    ['without an address', [document], /say with --url where the server is/],
    ['for a machine that is not this one', [document, '--url', 'http://192.0.2.1'], /is not this machine; say --allow-host/],
    ['for a scheme that the contract does not have', [document, '--url', 'http://127.0.0.1:1', '--auth', 'ada:token=x'], /--auth ada:token=… names the scheme token.*it has key/],
    ['for a check that there is not', [document, '--url', 'http://127.0.0.1:1', '--check', 'beauty=off'], /there is no check beauty/],
  ] as const)
    test(`refuses with 2 ${why}`, async () => {
      const { code, stderr } = await run(...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
});

test('the page on checks names each with its severity and purpose', () => {
  const page = readFileSync(join(root, 'conformance/checks.md'), 'utf8');
  const missing = [...answerChecks, ...sequenceChecks].filter(({ id, severity }) => !page.includes(`| \`${id}\` | ${severity} | `));
  assert.deepEqual(missing.map(({ id }) => id), []);
});
