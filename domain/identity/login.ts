import { type AccountToken, type AccountTokenSettings, issueAccountToken } from '../credential/account-token.ts';
import type { Database } from '../database/database.ts';
import { defaultTenantId } from '../tenant/tenant.ts';
import { checkPassword, type PasswordInput } from './check-password.ts';

/** Exchanges address and password for a token. Throws `user_not_found` or `wrong_password`, after the same time. */
export async function login(db: Database, tokens: AccountTokenSettings, input: PasswordInput): Promise<AccountToken & { userId: string }> {
  const userId = await checkPassword(db, input);
  const token = await issueAccountToken(tokens, { tenantId: input.tenantId ?? defaultTenantId, userId });
  return { ...token, userId };
}
