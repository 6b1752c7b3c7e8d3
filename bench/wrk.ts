import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuSeconds, isPinned, type Peer } from './peer.ts';

const run = promisify(execFile);

export interface Load {
  readonly title: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** What every answer must be. */
  readonly status: number;
  /** Default 64. */
  readonly connections?: number;
  /** Answers of another class are not counted; else they are an error. */
  readonly mayBeRefused?: boolean;
}

export interface Figures {
  readonly requestsPerSecond: number;
  /** Microseconds of the server's processor time for each request; NaN where the system does not tell. */
  readonly cpuPerRequest: number;
}

/** As wrk counts: one thread, on the second core. An answer of another class than the load's is an error. */
export async function putLoadOn({ port, pid }: Peer, { method, path, body, status, connections = 64, mayBeRefused = false }: Load, seconds: number): Promise<Figures> {
  const script = join(tmpdir(), `specwright-bench-${process.pid}-${port}.lua`);
  const lines = [`wrk.method = "${method}"`, ...(body ? [`wrk.body = ${luaText(body)}`, 'wrk.headers["Content-Type"] = "application/json"'] : [])];
  writeFileSync(script, lines.join('\n'));
  const wrk = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}${path}`];
  const [program = '', ...rest] = isPinned ? ['taskset', '-c', '1', ...wrk] : wrk;
  const before = cpuSeconds(pid);
  const { stdout } = await run(program, rest).finally(() => rmSync(script, { force: true }));
  const used = cpuSeconds(pid) - before;
  const requests = numberIn(stdout, /(\d+) requests in/);
  const others = numberIn(stdout, /Non-2xx or 3xx responses: (\d+)/);
  if (others !== (status < 400 ? 0 : requests) && !mayBeRefused) throw new Error(`answers other than ${status}:\n${stdout}`);
  const counted = mayBeRefused ? 1 - others / requests : 1;
  return { requestsPerSecond: counted * numberIn(stdout, /Requests\/sec:\s+([\d.]+)/), cpuPerRequest: (used * 1e6) / requests };
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
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
