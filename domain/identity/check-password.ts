import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { defaultTenantId } from '../tenant/tenant.ts';
import { normalizeEmail } from './normalize-email.ts';
import { checkAgainstNobody, isPassword } from './password.ts';

export interface PasswordInput {
  readonly email: string;
  readonly password: string;
  readonly tenantId?: string;
}

/** Whose address and password these are. Throws `user_not_found` or `wrong_password`, after the same time. */
export async function checkPassword(db: Queryable, { email, password, tenantId = defaultTenantId }: PasswordInput): Promise<string> {
  const account = await first<{ userId: string; hash: string }>(db, SQL`
    select e.user_id as "userId", p.hash
    from email_identities e
    join passwords p on p.user_id = e.user_id
    where e.tenant_id = ${tenantId} and e.email = ${normalizeEmail(email)}
  `.setName('find_account_by_email'));
  if (!account) {
    await checkAgainstNobody(password);
    throw new DomainError('user_not_found', 'There is no account with this address.');
  }
  if (!(await isPassword(account.hash, password))) throw new DomainError('wrong_password', 'The password is wrong.');
  return account.userId;
}
