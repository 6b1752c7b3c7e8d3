import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pinned = process.platform === 'linux' && availableParallelism() > 1;

export interface Load {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

export interface Peer {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  stop(): void;
}

/** Starts a server of the comparison on the first core; it prints `listening <port>` when it is ready. */
export function startPeer(name: string, file: string): Promise<Peer> {
  const node = [process.execPath, '--import', 'tsx', fileURLToPath(new URL(file, import.meta.url))];
  const [program = '', ...rest] = pinned ? ['taskset', '-c', '0', ...node] : node;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } });
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

export interface Figures {
  readonly requestsPerSecond: number;
  /** Microseconds of the server's processor time for each request; NaN where the system does not tell. */
  readonly cpuPerRequest: number;
}

/** As wrk counts: one thread, 64 connections, on the second core. Any answer but 2xx is an error. */
export async function putLoadOn({ port, pid }: Peer, { method, path, body }: Load, seconds: number): Promise<Figures> {
  const script = join(tmpdir(), `specwright-bench-${process.pid}.lua`);
  const lines = [`wrk.method = "${method}"`, ...(body ? [`wrk.body = ${luaText(body)}`, 'wrk.headers["Content-Type"] = "application/json"'] : [])];
  writeFileSync(script, lines.join('\n'));
  const wrk = ['wrk', '-t1', '-c64', `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}${path}`];
  const [program = '', ...rest] = pinned ? ['taskset', '-c', '1', ...wrk] : wrk;
  const before = cpuSeconds(pid);
  const { stdout } = await run(program, rest).finally(() => rmSync(script, { force: true }));
  const used = cpuSeconds(pid) - before;
  if (stdout.includes('Non-2xx')) throw new Error(`answers other than 2xx:\n${stdout}`);
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  return { requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]), cpuPerRequest: (used * 1e6) / requests };
}

/** User and system time of a process so far (proc(5): fields 14 and 15, in hundredths of a second). */
function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function luaText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

export async function hasWrk(): Promise<boolean> {
  return run('wrk', ['-v']).then(
    () => true,
    (error: { code?: unknown }) => error.code !== 'ENOENT',
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
