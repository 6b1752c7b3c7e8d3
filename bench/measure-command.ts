import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command took, with all processes that it started. Linux only: elsewhere there is no /proc. */
export interface Cost {
  readonly cpuSeconds: number;
  readonly seconds: number;
  /** Resident, the largest sum that was seen. */
  readonly bytes: number;
  readonly isFailed: boolean;
}

/** Of a kernel's clock that counts processes; the same on all that Node runs on. */
const ticksPerSecond = 100;
const pageBytes = 4096;

/** Runs a Node program to its end. */
export function measureCommand(args: readonly string[], cwd: string): Promise<Cost> {
  return measure(args, cwd, (child, finish) => child.on('exit', finish));
}

/** Runs a Node program until it says its first word, and ends it. */
export function startCommand(args: readonly string[], cwd: string): Promise<Cost> {
  return measure(args, cwd, (child, finish) => {
    const said = () => (finish(0), child.kill('SIGKILL'));
    child.stdout?.once('data', said);
    child.stderr?.once('data', said);
    child.on('exit', finish);
  });
}

type Ends = (child: ChildProcess, finish: (code: number | null) => void) => void;

function measure(args: readonly string[], cwd: string, ends: Ends): Promise<Cost> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const usage = new Usage(child.pid ?? 0);
  const timer = setInterval(() => usage.look(), 20);
  child.stdout.resume();
  child.stderr.resume();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    ends(child, (code) => {
      clearInterval(timer);
      usage.look();
      resolve({ ...usage.total, seconds: (performance.now() - began) / 1000, isFailed: code !== 0 });
    });
  });
}

/** Looks at a process and those below it again and again: what it saw last of each counts. */
class Usage {
  readonly #root: number;
  readonly #ticks = new Map<number, number>();
  #bytes = 0;

  constructor(root: number) {
    this.#root = root;
  }

  get total(): { cpuSeconds: number; bytes: number } {
    const ticks = [...this.#ticks.values()].reduce((sum, count) => sum + count, 0);
    return { cpuSeconds: ticks / ticksPerSecond, bytes: this.#bytes };
  }

  look(): void {
    const all = new Map(readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : [])));
    const isBelow = (id: number): boolean => id === this.#root || (all.has(id) && isBelow(all.get(id)?.parent ?? 0));
    const own = [...all].filter(([id]) => isBelow(id));
    for (const [id, { ticks }] of own) this.#ticks.set(id, ticks);
    this.#bytes = Math.max(this.#bytes, own.reduce((sum, [, { pages }]) => sum + pages * pageBytes, 0));
  }
}

interface Process {
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

/** proc_pid_stat(5): the fields behind the name, which may hold spaces; none for a process that has just ended. */
function readProcess(id: number): [number, Process][] {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').map(Number);
    const [parent = 0, user = 0, system = 0, pages = 0] = [fields[1], fields[11], fields[12], fields[21]];
    return [[id, { parent, ticks: user + system, pages }]];
  } catch {
    return [];
  }
}
