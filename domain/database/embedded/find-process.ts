import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * The program that a process runs, or undefined when there is no such process. One that has ended but was not collected by its
 * parent (a zombie: in a container often for good) is none. Where the program cannot be told, the name is empty.
 */
export async function findProcess(pid: number): Promise<string | undefined> {
  if (!exists(pid)) return undefined;
  if (process.platform === 'win32') return '';
  const { state, name } = process.platform === 'linux' ? await readProc(pid) : await askPs(pid);
  return /^[ZX]/.test(state) ? undefined : basename(name);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** proc_pid_stat(5): `<pid> (<name>) <state> …`; gone meanwhile counts as dead. */
async function readProc(pid: number): Promise<{ state: string; name: string }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, name = '', state = 'X'] = /^\d+ \((.*)\) (\w)/s.exec(text) ?? [];
  return { state, name };
}

async function askPs(pid: number): Promise<{ state: string; name: string }> {
  const { stdout } = await execute('ps', ['-o', 'stat=,comm=', '-p', String(pid)]).catch(() => ({ stdout: 'X' }));
  const [state = 'X', ...name] = stdout.trim().split(/\s+/);
  return { state, name: name.join(' ') };
}
