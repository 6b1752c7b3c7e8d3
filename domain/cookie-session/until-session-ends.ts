import type { SessionActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { sessionWatch } from './session-watch.ts';

/** Says when something is over that lasts as long as a session. To be released when it has ended by itself. */
export interface Until {
  readonly signal: AbortSignal;
  release(): void;
}

/** Until `signal` aborts, or the session is over that the actor came with. */
export function untilSessionEnds(db: Database, { session }: SessionActor, signal: AbortSignal): Until {
  // Not AbortSignal.any: there may be thousands of these, and it is several times as large.
  const over = new AbortController();
  const end = () => over.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  const forget = sessionWatch(db).watch(session.id, end);
  const release = () => {
    forget();
    signal.removeEventListener('abort', end);
  };
  return { signal: over.signal, release };
}
