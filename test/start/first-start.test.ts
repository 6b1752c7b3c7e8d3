import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import { Browser } from '../domain/directory/browser.ts';
import {
  addressesOf,
  createDataDirectory,
  examplesOf,
  freePorts,
  hasPostgres,
  run,
  type Addresses,
  type StartedProcess,
} from './start-process.ts';
import { beginUpload } from './slow-upload.ts';

/** What somebody who has just cloned the repository does, in order, on one start of the services with `npm start`. */
const data = await createDataDirectory();
/** Unlike other shells, bash steps aside for the program, so that it gets the terminal's Ctrl-C and npm's copy of it. */
const environment = { ...freePorts, DATA_DIRECTORY: data.directory, npm_config_script_shell: 'bash' };
let started: StartedProcess;
let addresses: Addresses;
let session: { session_id: string; ephemeral_token: string };

before(async (context) => {
  started = run(context as TestContext, [], { command: ['npm', 'start'], environment });
  addresses = await addressesOf(started);
});
after(() => data.remove());

const bash = async (line: string) => (await promisify(execFile)('bash', ['-c', line])).stdout;

test('npm start tells each step as it begins and as it ends', () => {
  for (const title of ['embedded Postgres', 'migrations', 'demo data'])
    assert.match(started.said(), new RegExp(`… ${title}\\n[^]*✓ ${title} \\([0-9.]+ s\\)\\n`));
});

test('the first line under Try asks virtual-banker for its health', async () => {
  const [line = ''] = examplesOf(started);
  assert.ok(line.startsWith(`curl ${addresses.virtualBanker}/`), line);
  assert.equal(JSON.parse(await bash(line)).status, 'healthy');
});

test('stella’s line under Try logs the demo account in', async () => {
  const line = examplesOf(started).find((each) => each.startsWith(`curl ${addresses.stella}/`)) ?? '';
  const { access_token: token } = JSON.parse(await bash(line));
  const response = await fetch(`${addresses.stella}/user`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(response.status, 200);
});

test('general-bots’ line under Try signs in at the embedded directory and lists the bots', async () => {
  const line = examplesOf(started).find((each) => each.includes('/auth/login?redirect=/api/bots')) ?? '';
  const bots = JSON.parse(await bash(line)) as { readonly id: string }[];
  assert.ok(bots.some(({ id }) => id === 'operations'), 'the demo member is an administrator');
  assert.deepEqual(JSON.parse(await bash(line)), bots, 'pasted once more');
});

test('a browser is told where to sign in, and finds the page of the embedded directory', async () => {
  const [, address = '', password = ''] = /^Sign in with a browser: (\S+) as demo \(or guest\), password (\S+)$/m.exec(started.said()) ?? [];
  const browser = new Browser();
  const page = await browser.open(address);
  assert.match(page.text, /The directory of this machine, for development/);
  const refused = await browser.submit(page, { username: 'demo', password: `not ${password}` });
  assert.match(refused.text, /The user name or the password is wrong/);
});

test('specwright demo prints a line that opens a session', async (context) => {
  const demo = promisify(execFile)(process.execPath, ['bin/specwright.mjs', 'demo', '--url', addresses.virtualBanker], {
    env: { ...process.env, DATA_DIRECTORY: data.directory },
    signal: context.signal,
  });
  session = JSON.parse(await bash((await demo).stdout));
  assert.match(session.session_id, /./);
  assert.match(session.ephemeral_token, /./);
});

test('/metrics is Prometheus text that counts for both services', async () => {
  const response = await fetch(addresses.metrics);
  const text = await response.text();
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  for (const line of text.trimEnd().split('\n')) assert.match(line, prometheusLine);
  assert.match(text, /^http_requests_total\{[^}]*operation="getHealth"[^}]*service="virtual-banker"[^}]*\} 1$/m);
  assert.match(text, /^http_requests_total\{[^}]*operation="logIn"[^}]*service="stella"[^}]*\} 1$/m);
  const declared = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  assert.deepEqual(declared, [...new Set(declared)], 'each metric is declared once');
});

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
const prometheusLine =
  /^(?:# (?:HELP [a-zA-Z_:][\w:]* .*|TYPE [a-zA-Z_:][\w:]* (?:counter|gauge|histogram|summary|untyped))|[a-zA-Z_:][\w:]*(?:\{[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*")*,?\})? (?:[-+]?[0-9.]+(?:e[-+]?\d+)?|[-+]Inf|NaN)(?: \d+)?|)$/;

test('Ctrl-C closes sockets with 1001, answers the request in flight and stops Postgres, exit code 0', async () => {
  assert.equal(hasPostgres(data.directory), true);
  const socket = await openRealtime();
  const upload = await beginUpload(addresses, 'slow@example.com');

  // To the whole group, as a terminal does.
  started.signal('SIGINT');
  const [code] = await new Promise<[number, Buffer]>((resolve) => socket.once('close', (...args) => resolve(args)));
  assert.equal(code, 1001);
  assert.match(await upload.finish(), /^HTTP\/1\.1 200 OK\r\n/);
  assert.deepEqual(await started.exited, { code: 0, signal: null });
  assert.match(started.said(), /✓ stopped/);
  assert.equal(hasPostgres(data.directory), false);
});

async function openRealtime(): Promise<WebSocket> {
  const url = `${addresses.virtualBanker.replace('http', 'ws')}/v1/realtime/${session.session_id}`;
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${session.ephemeral_token}` } });
  await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
  return socket;
}
