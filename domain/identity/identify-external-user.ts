import { SQL } from 'sql-template-strings';
import { first, only, type Queryable } from '../database/database.ts';
import { createUser } from '../user/create-user.ts';

/**
 * The user whom a directory knows under a name; one who comes for the first time is added. Two that come at once get the same
 * user: the second waits at the primary key for the first to commit, and takes its own back.
 */
export async function identifyExternalUser(
  tx: Queryable,
  person: { tenantId: string; issuer: string; subject: string },
): Promise<string> {
  const known = await findExternalUser(tx, person);
  if (known !== undefined) return known;
  const userId = await createUser(tx, person.tenantId);
  const added = await first<{ userId: string }>(tx, SQL`
    insert into external_identities (tenant_id, issuer, subject, user_id)
    values (${person.tenantId}, ${person.issuer}, ${person.subject}, ${userId})
    on conflict (tenant_id, issuer, subject) do nothing
    returning user_id as "userId"
  `.setName('add_external_identity'));
  return added ? added.userId : replaceByWinner(tx, userId, person);
}

/** Undefined for somebody who was never here. */
export async function findExternalUser(
  db: Queryable,
  { tenantId, issuer, subject }: { tenantId: string; issuer: string; subject: string },
): Promise<string | undefined> {
  const found = await first<{ userId: string }>(db, SQL`
    select user_id as "userId"
    from external_identities
    where tenant_id = ${tenantId} and issuer = ${issuer} and subject = ${subject}
  `.setName('find_external_identity'));
  return found?.userId;
}

async function replaceByWinner(
  tx: Queryable,
  unused: string,
  person: { tenantId: string; issuer: string; subject: string },
): Promise<string> {
  await only(tx, SQL`
    delete from users
    where id = ${unused}
    returning id
  `.setName('delete_unused_user'));
  const winner = await findExternalUser(tx, person);
  if (winner === undefined) throw new Error('An external identity vanished while it was being looked up.');
  return winner;
}
