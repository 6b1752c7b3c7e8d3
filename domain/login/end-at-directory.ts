import { SQL } from 'sql-template-strings';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { type LoginServices, unsealTokens } from './login.ts';

interface EndedLogin {
  readonly loginId: string;
  readonly sealedTokens: Buffer;
}

/**
 * Ends the directory's side of a login that was ended here, and forgets the login. While the directory is away the login stays, ended, for
 * `finishLogouts`. Gives the address where a browser ends its own session at the directory, where only it can.
 */
export async function endAtDirectory(db: Database, services: LoginServices, { loginId, sealedTokens }: EndedLogin): Promise<string | undefined> {
  try {
    const url = await services.directory.endSession(unsealTokens(services, loginId, sealedTokens));
    await forget(db, loginId);
    return url?.href;
  } catch (error) {
    // Signed out is signed out: that the directory is away keeps nobody in.
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** Ends what could not be ended at the directory when it was ended here. To be called now and then; returns how many are left. */
export async function finishLogouts(db: Database, services: LoginServices): Promise<number> {
  const open = await db.query<EndedLogin>(SQL`
    select id as "loginId", sealed_tokens as "sealedTokens"
    from logins
    where ended_at is not null
    order by ended_at
    limit 100
  `.setName('list_open_logouts'));
  for (const login of open) await endAtDirectory(db, services, login);
  return countOpen(db);
}

async function countOpen(db: Database): Promise<number> {
  const open = await db.query(SQL`
    select 1
    from logins
    where ended_at is not null
    limit 100
  `.setName('count_open_logouts'));
  return open.length;
}

async function forget(db: Database, loginId: string): Promise<void> {
  await db.query(SQL`
    delete from logins
    where id = ${loginId}
  `.setName('forget_login'));
}
