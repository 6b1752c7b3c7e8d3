import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';

/** A claim that is not renewed for this long is taken for a crashed process's. */
export const claimSeconds = 60;

/**
 * Claims the one answer that a conversation may be getting, and returns its id. Throws `busy` while there is another; one
 * whose process died has run out and does not count. `supersede` takes the claim in any case: the other answer finds it
 * lost, and is not kept.
 */
export async function claimAnswer(tx: Queryable, conversationId: string, { supersede = false } = {}): Promise<string> {
  const claim = await first<{ id: string }>(tx, SQL`
    insert into running_answers as running (conversation_id, expires_at)
    values (${conversationId}, now() + make_interval(secs => ${claimSeconds}))
    on conflict (conversation_id) do update
    set id = excluded.id, started_at = excluded.started_at, expires_at = excluded.expires_at
    where running.expires_at <= now() or ${supersede}
    returning id
  `.setName('claim_answer'));
  if (!claim) throw new DomainError('busy', 'An answer is being given in this conversation.');
  return claim.id;
}

/** Whether the claim still stands; then it stands for `claimSeconds` more. */
export async function renewAnswer(db: Queryable, conversationId: string, answerId: string): Promise<boolean> {
  const renewed = await first(db, SQL`
    update running_answers
    set expires_at = now() + make_interval(secs => ${claimSeconds})
    where conversation_id = ${conversationId} and id = ${answerId}
    returning id
  `.setName('renew_answer'));
  return renewed !== undefined;
}

/** Gives the claim up, and says whether it still stood: only then may the answer be kept. */
export async function releaseAnswer(tx: Queryable, conversationId: string, answerId: string): Promise<boolean> {
  const released = await first(tx, SQL`
    delete from running_answers
    where conversation_id = ${conversationId} and id = ${answerId}
    returning id
  `.setName('release_answer'));
  return released !== undefined;
}
