import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const root = join(import.meta.dirname, '..', '..');

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program started by a test, and what it says on stderr. */
export interface StartedProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Everything that was said so far. */
  readonly said: () => string;
  /** Resolves with the match as soon as the text said so far has one; rejects when the program ends before. */
  readonly says: (pattern: RegExp) => Promise<RegExpMatchArray>;
  readonly signal: (name: NodeJS.Signals) => void;
}

export interface Program {
  readonly command?: readonly string[];
  /** In place of, or beside, an environment without any of our variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

const specwright = [process.execPath, 'bin/specwright.mjs'];

/** Runs `specwright <args>`, or another command, in a process group of its own that ends with the test at the latest. */
export function run(
  context: TestContext,
  args: readonly string[],
  { command = specwright, environment = {} }: Program = {},
): StartedProcess {
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, ...args], {
    cwd: root,
    env: { ...bareEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid = 0 } = child;
  let text = '';
  const watchers = new Set<() => void>();
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (const look of [...watchers]) look();
  });
  child.stdout.resume();
  const exited = new Promise<Exit>((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  const signal = (name: NodeJS.Signals) => child.exitCode === null && child.signalCode === null && process.kill(-pid, name);
  context.after(() => signal('SIGKILL'));
  const says = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match === null) return;
        watchers.delete(look);
        resolve(match);
      };
      watchers.add(look);
      look();
      void exited.then(({ code }) => reject(new Error(`ended with ${code} before it said ${pattern}; it said:\n${text}`)));
    });
  return { pid, exited, said: () => text, says, signal };
}

/** Ours are taken out: a test says itself what is set. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot'];
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}

export interface Addresses {
  readonly virtualBanker: string;
  readonly generalBots: string;
  readonly stella: string;
  readonly metrics: string;
}

/** Waits until everything is up; where it is. */
export async function addressesOf({ says }: StartedProcess): Promise<Addresses> {
  const [text] = await says(/(?:virtual-banker|stella) .*[^]*Ctrl-C stops/);
  const address = (name: string) => new RegExp(`^ *${name} +(http://\\S+)$`, 'm').exec(text)?.[1] ?? '';
  return { virtualBanker: address('virtual-banker'), generalBots: address('general-bots'), stella: address('stella'), metrics: address('metrics') };
}

/** The lines under "Try:". */
export function examplesOf({ said }: StartedProcess): string[] {
  const [, lines = ''] = /Try:\n([^]*?)\n\n/.exec(said()) ?? [];
  return lines.split('\n').map((line) => line.trim());
}

/** A folder for a machine's data, deleted after the tests. */
export async function createDataDirectory(): Promise<{ directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'specwright-start-'));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Any free ports, so that tests do not meet each other. */
export const freePorts = { VIRTUAL_BANKER_PORT: '0', GENERAL_BOTS_PORT: '0', STELLA_PORT: '0', RUSTYGPT_PORT: '0', DIRECTORY_PORT: '0', METRICS_PORT: '0' };

/** Whether an embedded server serves a data directory: it removes this file when it has ended (PostgreSQL documentation, section 66.1). */
export function hasPostgres(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, 'postgres', 'data', 'postmaster.pid'));
}
