/** Started by workers.test.ts: a service on a shared port that tells which process answers. As a parent, it starts two of itself. */
import { setTimeout } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { claimPort, isWorker, runAsWorker, RuntimeError, serve, startWorkers } from 'specwright/runtime';
import { operation, testService } from '../test-service.ts';

interface Setup {
  readonly port: number;
  readonly fails?: string;
}

const routes = [
  [operation({ path: '/who' }), () => ({ status: 200, body: { pid: process.pid } })],
  [operation({ path: '/slow' }), () => setTimeout(300, { status: 200, body: { pid: process.pid } })],
  [operation({ path: '/crash' }), () => process.exit(3)],
] as const;

async function work({ port, fails }: Setup) {
  if (fails !== undefined) throw new RuntimeError('settings-invalid', fails);
  const registry = new Registry();
  const settings = { mode: 'test', port, sharePort: true, registry } as const;
  const running = await serve(testService(routes), { db: undefined, services: undefined, settings });
  return { report: running.url, metrics: () => registry.getMetricsAsJSON(), stop: () => running.close() };
}

if (isWorker()) {
  process.exitCode = await runAsWorker<Setup>(work, (error) => (error instanceof RuntimeError ? error.message : undefined));
} else {
  const { report } = await startWorkers({ count: 2, setup: { port: await claimPort('127.0.0.1', 0) } });
  console.log(report);
}
