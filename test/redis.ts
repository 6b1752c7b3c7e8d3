import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { TestContext } from 'node:test';
import { claimPort } from 'specwright/runtime';

const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Why there is no Redis for tests, or false. */
export const noRedis = program === undefined && 'neither redis-server nor valkey-server is on the PATH';

export const freePort = (): Promise<number> => claimPort('127.0.0.1', 0);

/** Runs until the test ends. Its clients try again until it takes connections. */
export function startRedis(test: TestContext, port: number): ChildProcess {
  const redis = spawn(program ?? '', ['--port', String(port), '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  test.after(() => redis.kill('SIGKILL'));
  return redis;
}
