import { SQL } from 'sql-template-strings';
import { type Database, first, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { defaultTenantId } from '../tenant/tenant.ts';
import { createUser } from '../user/create-user.ts';
import { normalizeEmail } from './normalize-email.ts';
import { hashPassword } from './password.ts';

export interface RegisterInput {
  readonly email: string;
  readonly password: string;
  readonly tenantId?: string;
}

/** Makes an account for whoever asks. Throws `email_taken`. */
export async function register(
  db: Database,
  { email, password, tenantId = defaultTenantId }: RegisterInput,
): Promise<{ userId: string; email: string }> {
  const address = normalizeEmail(email);
  const hash = await hashPassword(password);
  return transaction(db, async (tx) => {
    const userId = await createUser(tx, tenantId);
    const added = await first(tx, SQL`
      insert into email_identities (user_id, tenant_id, email)
      values (${userId}, ${tenantId}, ${address})
      on conflict (tenant_id, email) do nothing
      returning user_id
    `.setName('add_email_identity'));
    if (!added) throw new DomainError('email_taken', 'There is an account with this address.');
    await tx.query(SQL`
      insert into passwords (user_id, hash)
      values (${userId}, ${hash})
    `.setName('add_password'));
    return { userId, email: address };
  });
}
