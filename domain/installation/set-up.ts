import { SQL } from 'sql-template-strings';
import { type Database, first, type Queryable, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { addAccount } from '../identity/add-account.ts';
import { markAddressVerified } from '../identity/mark-address-verified.ts';
import { hashPassword } from '../identity/password.ts';
import { defaultTenantId } from '../tenant/tenant.ts';
import { grantRole } from '../user/grant-role.ts';
import { nameUser } from '../user/name-user.ts';
import { isSetUp } from './is-set-up.ts';

export interface SetUpInput {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Makes the first administrator, once: of two at the same moment the second waits at the primary key for the first, and goes on
 * only if that failed. Throws `already_set_up`, `email_taken` or `name_taken`.
 */
export async function setUp(db: Database, { username, email, password }: SetUpInput): Promise<void> {
  if (await isSetUp(db)) throw alreadySetUp();
  const passwordHash = await hashPassword(password);
  await transaction(db, async (tx) => {
    if (!(await markSetUp(tx))) throw alreadySetUp();
    const { userId } = await addAccount(tx, { tenantId: defaultTenantId, email, passwordHash });
    await nameUser(tx, userId, { tenantId: defaultTenantId, username });
    await grantRole(tx, userId, 'admin');
    // Whoever sets the installation up need not prove who they are.
    await markAddressVerified(tx, userId);
  });
}

/** False where it had been done. */
export async function markSetUp(tx: Queryable): Promise<boolean> {
  const marked = await first(tx, SQL`
    insert into installation (is_set_up)
    values (true)
    on conflict do nothing
    returning is_set_up
  `.setName('mark_set_up'));
  return marked !== undefined;
}

function alreadySetUp(): DomainError {
  return new DomainError('already_set_up', 'The installation has been set up already.');
}
