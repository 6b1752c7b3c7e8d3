import type { Database } from '../domain/database/database.ts';
import { finishLogouts } from '../domain/login/end-at-directory.ts';
import type { LoginServices } from '../domain/login/login.ts';
import { sweep } from '../domain/sweep.ts';
import { say } from './progress.ts';

/** How long those wait at most who were in the middle of an answer when its process died, beside the time that is given to it. */
const intervalMs = 15_000;

/** Deletes what has expired and finishes what was put off, four times a minute, one sweep at a time. Returns the function that ends it. */
export function startSweeping(db: Database, services: LoginServices): () => Promise<void> {
  let current = Promise.resolve();
  const timer = setInterval(() => {
    current = current.then(() => sweep(db)).then(() => finishLogouts(db, services)).then(
      () => undefined,
      (error: unknown) => say(`sweeping expired rows failed, next try in a moment: ${error instanceof Error ? error.message : String(error)}`),
    );
  }, intervalMs);
  return () => {
    clearInterval(timer);
    return current;
  };
}
