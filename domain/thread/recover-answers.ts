import { SQL } from 'sql-template-strings';
import type { Database } from '../database/database.ts';
import { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { endAnswer } from './end-answer.ts';
import { interruptedNotice } from './give-thread-answer.ts';

/** Ends up to `limit` answers whose process has died, with a word about it. Returns how many. */
export async function recoverAnswers(db: Database, limit: number, feed: EventFeed = new EventFeed()): Promise<number> {
  const orphans = await db.query<{ id: string }>(SQL`
    select message_id as id
    from thread_answers
    where state = 'running' and expires_at <= now()
    limit ${limit}
  `.setName('find_orphaned_answers'));
  const ending = { end: 'error', reason: 'The service stopped while the answer was being given.', notice: interruptedNotice } as const;
  for (const { id } of orphans) await tellEvents(db, feed, (tx, tell) => endAnswer(tx, tell, id, ending));
  return orphans.length;
}
