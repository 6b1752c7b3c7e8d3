import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import { type Database, first } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import { endAtDirectory } from './end-at-directory.ts';
import type { LoginServices } from './login.ts';

/**
 * Ends one of the actor's own logins: here at once and in any case, and at the directory at once or as soon as it answers again. The address is where a
 * browser ends its own session at the directory, where only it can. Throws `session_not_found` or `not_owner`.
 */
export async function endLogin(
  db: Database,
  services: LoginServices,
  actor: MemberActor,
  { loginId }: { loginId: string },
): Promise<{ logoutUrl: string | undefined }> {
  if (!isUuid(loginId)) throw notFound();
  const ended = await first<{ sealedTokens: Buffer }>(db, SQL`
    update logins
    set ended_at = now()
    where id = ${loginId} and user_id = ${actor.userId} and ended_at is null and expires_at > now()
    returning sealed_tokens as "sealedTokens"
  `.setName('end_login'));
  if (!ended) throw await explain(db, loginId);
  return { logoutUrl: await endAtDirectory(db, services, { loginId, sealedTokens: ended.sealedTokens }) };
}

async function explain(db: Database, loginId: string): Promise<DomainError> {
  const found = await first(db, SQL`
    select id
    from logins
    where id = ${loginId} and ended_at is null and expires_at > now()
  `.setName('find_login_by_id'));
  return found ? new DomainError('not_owner', 'This session is somebody else’s.') : notFound();
}

function notFound(): DomainError {
  return new DomainError('session_not_found', 'There is no such session.');
}
