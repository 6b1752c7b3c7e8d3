import { randomUUID } from 'node:crypto';
import type { AccountActor } from '../../../domain/actor.ts';
import type { Database } from '../../../domain/database/database.ts';
import { addAccount } from '../../../domain/identity/add-account.ts';
import { hashPassword } from '../../../domain/identity/password.ts';
import { defaultTenantId } from '../../../domain/tenant/tenant.ts';

export const password = 'correct horse battery staple';

let passwordHash: Promise<string> | undefined;

/** Somebody who has registered. Everybody has the one password, so that it is hashed once. */
export async function givenAccount(db: Database, address = `${randomUUID()}@example.com`): Promise<AccountActor & { email: string }> {
  passwordHash ??= hashPassword(password);
  const account = { tenantId: defaultTenantId, email: address, passwordHash: await passwordHash };
  const { userId, email } = await db.transaction((tx) => addAccount(tx, account));
  return { kind: 'account', tenantId: defaultTenantId, userId, email };
}
