import { type Database, transaction } from '../database/database.ts';
import { defaultTenantId } from '../tenant/tenant.ts';
import { addAccount } from './add-account.ts';
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
  const passwordHash = await hashPassword(password);
  return transaction(db, (tx) => addAccount(tx, { tenantId, email, passwordHash }));
}
