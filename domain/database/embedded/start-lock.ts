import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findProcess } from './find-process.ts';

/** After this long a lock is taken for forgotten: no start or stop takes that much time. */
const forgottenAfterMs = 120_000;

/** Runs `work` while no other process on this machine is inside the same directory's lock. */
export async function withStartLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const file = join(directory, 'start.lock');
  while (!(await take(file))) {
    if (await isForgotten(file)) await rm(file, { force: true });
    else await wait(100);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isForgotten(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    const pid = Number(await readFile(file, 'utf8'));
    return Date.now() - mtimeMs > forgottenAfterMs || (pid > 0 && (await findProcess(pid)) === undefined);
  } catch {
    return false;
  }
}
