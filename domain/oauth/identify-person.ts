import { randomBytes } from 'node:crypto';
import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { identifyExternalUser, findExternalUser } from '../identity/identify-external-user.ts';
import { markAddressVerified } from '../identity/mark-address-verified.ts';
import { normalizeEmail } from '../identity/normalize-email.ts';
import { defaultTenantId } from '../tenant/tenant.ts';
import { tryToNameUser } from '../user/name-user.ts';
import type { ProviderIdentity } from './oauth-provider.ts';

/**
 * The user whom a provider knows. One who comes for the first time is linked to the account with the same address, if the provider has
 * verified it; else added.
 */
export async function identifyPerson(tx: Queryable, issuer: string, identity: ProviderIdentity): Promise<string> {
  const external = { tenantId: defaultTenantId, issuer, subject: identity.subject };
  const known = await findExternalUser(tx, external);
  if (known !== undefined) return known;
  const address = identity.email === undefined ? undefined : normalizeEmail(identity.email);
  const owner = address === undefined ? undefined : await findOwner(tx, address);
  if (owner !== undefined) return link(tx, { ...external, userId: owner });
  const userId = await identifyExternalUser(tx, external);
  if (address !== undefined) await keepAddress(tx, userId, address);
  await takeName(tx, userId, identity);
  return userId;
}

async function findOwner(tx: Queryable, address: string): Promise<string | undefined> {
  const owner = await first<{ userId: string }>(tx, SQL`
    select user_id as "userId"
    from email_identities
    where tenant_id = ${defaultTenantId} and email = ${address}
    for update
  `.setName('find_owner_of_address'));
  return owner?.userId;
}

/** Whoever registered an address without proving it may be somebody else: what they could come in with is taken away. */
async function link(tx: Queryable, { tenantId, issuer, subject, userId }: { tenantId: string; issuer: string; subject: string; userId: string }): Promise<string> {
  if (await markAddressVerified(tx, userId)) {
    await tx.query(SQL`delete from passwords where user_id = ${userId}`.setName('drop_unproved_password'));
    await tx.query(SQL`delete from external_identities where user_id = ${userId}`.setName('drop_unproved_identities'));
    await tx.query(SQL`delete from cookie_sessions where user_id = ${userId}`.setName('end_unproved_sessions'));
  }
  await tx.query(SQL`
    insert into external_identities (tenant_id, issuer, subject, user_id)
    values (${tenantId}, ${issuer}, ${subject}, ${userId})
    on conflict do nothing
  `.setName('link_external_identity'));
  return userId;
}

async function keepAddress(tx: Queryable, userId: string, address: string): Promise<void> {
  const kept = await first(tx, SQL`
    insert into email_identities (user_id, tenant_id, email)
    values (${userId}, ${defaultTenantId}, ${address})
    on conflict do nothing
    returning user_id
  `.setName('keep_verified_address'));
  if (kept) await markAddressVerified(tx, userId);
}

/** The name that they have there, or one like it. */
async function takeName(tx: Queryable, userId: string, { username, displayName }: ProviderIdentity): Promise<void> {
  const wanted = (username ?? '').replace(/[^A-Za-z0-9._-]/g, '').replace(/^[^A-Za-z0-9]+/, '').slice(0, 55);
  if (wanted === '') return;
  const shown = displayName?.trim().slice(0, 200);
  const name = { tenantId: defaultTenantId, ...(shown && { displayName: shown }) };
  const isNamed = await tryToNameUser(tx, userId, { ...name, username: wanted });
  if (!isNamed) await tryToNameUser(tx, userId, { ...name, username: `${wanted}-${randomBytes(4).toString('hex')}` });
}
