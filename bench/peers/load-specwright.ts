import { isWorker, runAsWorker, serve, startWorkers, claimPort } from 'specwright/runtime';
import { openDatabase } from '../../domain/database/database.ts';
import { contract } from '../generated/load/contract.ts';
import { channelHandlers, handlers } from '../generated/load/handlers.ts';
import { problems } from '../handlers/load/problems.ts';
import { signIn } from '../handlers/load/sign-in.ts';

/** Ours, as in production; with `WORKERS` several of it on one port. */
const { DATABASE_URL, POOLER, WORKERS } = process.env;

async function start(port: number, sharePort: boolean) {
  const db = DATABASE_URL === undefined ? undefined : openDatabase({ url: DATABASE_URL, pooler: POOLER !== undefined });
  const settings = { mode: 'production', host: '127.0.0.1', port, sharePort, logLevel: 'silent' } as const;
  return serve({ contract, handlers, channelHandlers, problems, signIn }, { db, services: undefined, settings });
}

if (isWorker()) {
  const work = async ({ port }: { port: number }) => {
    const running = await start(port, true);
    return { metrics: async () => [], stop: () => running.close() };
  };
  process.exitCode = await runAsWorker(work, () => undefined);
} else if (WORKERS !== undefined) {
  const port = await claimPort('127.0.0.1', 0);
  await startWorkers({ count: Number(WORKERS), setup: { port } });
  console.log(`listening ${port}`);
} else {
  console.log(`listening ${(await start(0, false)).port}`);
}
