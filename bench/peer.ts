import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { compiledFolder } from './compile.ts';

/** Whether servers run on the first core and what measures them on the second. */
export const isPinned = process.platform === 'linux' && availableParallelism() > 1;

export interface PeerStart {
  readonly name: string;
  /** Below bench/ where it is compiled, or absolute. */
  readonly file: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs on every core. */
  readonly isSpread?: boolean;
}

export interface Peer {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  stop(): void;
}

/** Starts a server of the comparison on the first core; it prints `listening <port>` when it is ready. */
export function startPeer({ name, file, env, isSpread = false }: PeerStart): Promise<Peer> {
  const node = [process.execPath, path.resolve(compiledFolder, 'bench', file)];
  const [program = '', ...rest] = isPinned && !isSpread ? ['taskset', '-c', '0', ...node] : node;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production', ...env } });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code} before it listened`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const port = /listening (\d+)/.exec(chunk.toString())?.[1];
      if (port) resolve({ name, port: Number(port), pid: child.pid ?? 0, stop: () => stop(child) });
    });
  });
}

function stop(child: ChildProcess): void {
  child.removeAllListeners('exit');
  child.kill('SIGKILL');
}

/**
 * What the threads of a process have run so far, as the scheduler counts it, in nanoseconds: user and system time of proc(5) come in
 * hundredths of a second, a hundredth of a round. NaN where the system does not tell.
 */
export function cpuSeconds(pid: number): number {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(`${threads}/${pid}/schedstat`)) return NaN;
  const spent = readdirSync(threads).map((thread) => Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]));
  return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9;
}

/** Resident memory of a process, in megabytes; NaN where the system does not tell. */
export function memoryMegabytes(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
