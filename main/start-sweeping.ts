import type { Database } from '../domain/database/database.ts';
import { finishLogouts } from '../domain/login/end-at-directory.ts';
import type { LoginServices } from '../domain/login/login.ts';
import { sweep } from '../domain/sweep.ts';
import { say } from './progress.ts';

const intervalMs = 60_000;

/** Deletes what has expired and finishes what was put off, every minute, one sweep at a time. Returns the function that ends it. */
export function startSweeping(db: Database, services: LoginServices): () => Promise<void> {
  let current = Promise.resolve();
  const timer = setInterval(() => {
    current = current.then(() => sweep(db)).then(() => finishLogouts(db, services)).then(
      () => undefined,
      (error: unknown) => say(`sweeping expired rows failed, next try in a minute: ${error instanceof Error ? error.message : String(error)}`),
    );
  }, intervalMs);
  return () => {
    clearInterval(timer);
    return current;
  };
}
