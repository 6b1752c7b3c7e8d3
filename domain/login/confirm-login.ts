import { SQL } from 'sql-template-strings';
import { type Database, first } from '../database/database.ts';
import type { DirectoryTokens, Standing } from '../directory/directory.ts';
import { DomainError } from '../errors.ts';
import { claimSeconds, type Login, type LoginServices, sealTokens, unsealTokens } from './login.ts';

/** A token that is over in less than this is renewed before it is asked about. */
const marginMs = 10_000;

/**
 * Asks the directory whether a login still holds, and what its user may do now. A login that the directory has ended ends here, too. The caller holds
 * the claim to ask.
 */
export async function confirmLogin(db: Database, services: LoginServices, login: Login): Promise<Login> {
  try {
    const standing = await findStanding(db, services, login);
    if (standing?.subject !== login.subject) return await endByDirectory(db, login.id);
    return await keepStanding(db, login, standing);
  } catch (error) {
    await releaseClaim(db, login.id);
    throw error;
  }
}

async function findStanding(db: Database, services: LoginServices, login: Login): Promise<Standing | undefined> {
  const { directory } = services;
  const tokens = unsealTokens(services, login.id, login.sealedTokens);
  const known = tokens.expiresAt.getTime() - marginMs > Date.now() ? await directory.introspect(tokens) : undefined;
  if (known) return known;
  await holdClaim(db, login.id);
  const renewed = await directory.refresh(tokens);
  if (!renewed) return undefined;
  // Kept before anything else can fail: the old tokens are void by now.
  await keepTokens(db, services, { loginId: login.id, tokens: renewed });
  return directory.introspect(renewed);
}

/** Refreshing twice at once would void what the other got: who has taken too long leaves it to whoever is next. */
async function holdClaim(db: Database, loginId: string): Promise<void> {
  const held = await first(db, SQL`
    update logins
    set checking_until = now() + make_interval(secs => ${claimSeconds})
    where id = ${loginId} and checking_until > now()
    returning id
  `.setName('hold_login_claim'));
  if (!held) throw new DomainError('unavailable', 'The directory takes too long to answer.');
}

async function keepTokens(db: Database, services: LoginServices, { loginId, tokens }: { loginId: string; tokens: DirectoryTokens }): Promise<void> {
  await db.query(SQL`
    update logins
    set sealed_tokens = ${sealTokens(services, loginId, tokens)}
    where id = ${loginId}
  `.setName('keep_login_tokens'));
}

async function keepStanding(db: Database, login: Login, { roles, groupIds }: Standing): Promise<Login> {
  const kept = await first(db, SQL`
    update logins
    set roles = ${roles}, group_ids = ${groupIds}, checked_at = now(), checking_until = null
    where id = ${login.id} and ended_at is null
    returning id
  `.setName('keep_login_standing'));
  if (!kept) throw new DomainError('invalid_token', 'This session was ended.');
  return { ...login, roles, groupIds };
}

async function endByDirectory(db: Database, loginId: string): Promise<never> {
  await db.query(SQL`
    delete from logins
    where id = ${loginId}
  `.setName('end_login_by_directory'));
  throw new DomainError('invalid_token', 'The directory has ended this session.');
}

async function releaseClaim(db: Database, loginId: string): Promise<void> {
  await db.query(SQL`
    update logins
    set checking_until = null
    where id = ${loginId}
  `.setName('release_login_check'));
}
