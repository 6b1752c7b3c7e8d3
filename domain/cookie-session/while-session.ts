import type { SessionActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { sessionWatch } from './session-watch.ts';

/** What `begin` yields, as long as the actor's session lasts. The signal that it is given aborts with the session, or with `signal`. */
export async function* whileSession<Item>(
  db: Database,
  { session }: SessionActor,
  signal: AbortSignal,
  begin: (signal: AbortSignal) => AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  // One signal for both: AbortSignal.any takes a stream several kilobytes.
  const over = new AbortController();
  const end = () => over.abort();
  const release = sessionWatch(db).watch(session.id, end);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    yield* begin(over.signal);
  } finally {
    signal.removeEventListener('abort', end);
    release();
  }
}
