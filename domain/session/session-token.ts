import { SQL } from 'sql-template-strings';
import { createOpaqueToken } from '../credential/opaque-token.ts';
import { only, type Queryable } from '../database/database.ts';

/** A secret that opens a session's live channel for a short while. */
export interface SessionToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** How long a token is good for. */
const lifetimeSeconds = 300;

/** How long the one before it is still taken, so that a connection being made right now does not fail. */
export const overlapSeconds = 30;

/** Makes the session's next token; never good for longer than the session. The one before it is shortened, older ones go. */
export async function issueSessionToken(tx: Queryable, sessionId: string): Promise<SessionToken> {
  await retireTokens(tx, sessionId);
  const { token, hash } = createOpaqueToken();
  const { expiresAt } = await only<{ expiresAt: Date }>(tx, SQL`
    insert into session_tokens (hash, session_id, expires_at)
    select ${hash}, id, least(expires_at, now() + make_interval(secs => ${lifetimeSeconds}))
    from sessions
    where id = ${sessionId}
    returning expires_at as "expiresAt"
  `.setName('issue_session_token'));
  return { token, expiresAt };
}

async function retireTokens(tx: Queryable, sessionId: string): Promise<void> {
  await tx.query(SQL`
    delete from session_tokens
    where session_id = ${sessionId}
      and hash not in (
        select hash
        from session_tokens
        where session_id = ${sessionId}
        order by created_at desc
        limit 1
      )
  `.setName('delete_older_session_tokens'));
  await tx.query(SQL`
    update session_tokens
    set expires_at = least(expires_at, now() + make_interval(secs => ${overlapSeconds}))
    where session_id = ${sessionId}
  `.setName('shorten_session_token'));
}
