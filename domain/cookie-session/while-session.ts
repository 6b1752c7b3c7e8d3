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
  const over = new AbortController();
  const release = sessionWatch(db).watch(session.id, () => over.abort());
  try {
    yield* begin(AbortSignal.any([signal, over.signal]));
  } finally {
    release();
  }
}
