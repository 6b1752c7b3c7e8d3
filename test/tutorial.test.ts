import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';

/** The tutorial of the README, executed as somebody would who pastes it block by block. Only its port is another. */
const root = join(import.meta.dirname, '..');

interface Block {
  /** The words after the fence: `sh`, `sh background`, `ts`, … */
  readonly info: string;
  readonly text: string;
  /** The file that the text before the block names as its last word. */
  readonly file: string | undefined;
}

const port = await freePort();
const blocks = readBlocks((await readFile(join(root, 'README.md'), 'utf8')).replaceAll('8090', String(port)));
const checkout = await createCheckout();
const background: AbortController = new AbortController();
const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

after(async () => {
  background.abort();
  await rm(checkout, { recursive: true });
});

for (const [index, { info, text, file }] of blocks.entries()) {
  const shown =
    blocks[index + 1]?.file === undefined && /^(text|json)$/.test(blocks[index + 1]?.info ?? '')
      ? blocks[index + 1]?.text
      : undefined;
  if (file !== undefined) test(`${file} is written`, () => write(file, text));
  else if (info === 'sh') test(text.trim(), () => execute(text, shown));
  else if (info === 'sh background') test(`${text.trim()} goes on running`, () => launch(text, shown ?? ''));
}

test('everything that was pasted compiles', async () => {
  await writeFile(
    join(checkout, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { incremental: false },
      include: ['tutorial/**/*.ts'],
      exclude: [],
    }),
  );
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', checkout]);
});

function readBlocks(readme: string): Block[] {
  const [, section = ''] = /\n## Five minutes\n([^]*?)\n## /.exec(readme) ?? [];
  const found = [...section.matchAll(/(?:`([^`\n]+\.\w+)`:)?\n\n```([^\n]+)\n([^]*?)```/g)];
  return found.map(([, file, info = '', text = '']) => ({ file, info, text }));
}

/** A folder that looks like this checkout to whoever works in it. */
async function createCheckout(): Promise<string> {
  await mkdir(join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(root, '.cache', 'tutorial-'));
  for (const entry of ['package.json', 'bin', 'generator', 'runtime', 'node_modules'])
    await symlink(join(root, entry), join(folder, entry));
  return folder;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(checkout, file)), { recursive: true });
  await writeFile(join(checkout, file), text);
}

async function execute(script: string, shown: string | undefined): Promise<void> {
  const { stdout } = await promisify(execFile)('bash', ['-euc', script], { cwd: checkout, env: environment });
  if (shown !== undefined) assert.equal(stdout.trimEnd(), shown.trimEnd());
  if (script.includes('--test')) assert.match(stdout, /^# pass [1-9]/m);
}

/** Runs until the tests are over; resolves as soon as it has printed what the tutorial shows. */
function launch(script: string, shown: string): Promise<void> {
  const child = spawn('bash', ['-euc', `exec ${script}`], {
    cwd: checkout,
    env: environment,
    signal: background.signal,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    child.on('error', (error) => error.name !== 'AbortError' && reject(error));
    child.on('close', (code) => reject(new Error(`ended with ${code} after it printed: ${printed}`)));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      if (printed === shown) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return free;
}
