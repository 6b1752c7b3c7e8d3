import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { createUser } from '../user/create-user.ts';
import { normalizeEmail } from './normalize-email.ts';

export interface NewAccount {
  readonly tenantId: string;
  readonly email: string;
  /** As `hashPassword` made it: that takes too long to be done within a transaction. */
  readonly passwordHash: string;
}

/** Adds a user with an address and a password. Throws `email_taken`. */
export async function addAccount(tx: Queryable, { tenantId, email, passwordHash }: NewAccount): Promise<{ userId: string; email: string }> {
  const userId = await createUser(tx, tenantId);
  const address = normalizeEmail(email);
  await addEmail(tx, { userId, tenantId, address });
  await tx.query(SQL`
    insert into passwords (user_id, hash)
    values (${userId}, ${passwordHash})
  `.setName('add_password'));
  return { userId, email: address };
}

/** Throws `email_taken`. */
async function addEmail(tx: Queryable, { userId, tenantId, address }: { userId: string; tenantId: string; address: string }): Promise<void> {
  const added = await first(tx, SQL`
    insert into email_identities (user_id, tenant_id, email)
    values (${userId}, ${tenantId}, ${address})
    on conflict (tenant_id, email) do nothing
    returning user_id
  `.setName('add_email_identity'));
  if (!added) throw new DomainError('email_taken', 'There is an account with this address.');
}
