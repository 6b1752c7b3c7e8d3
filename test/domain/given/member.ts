import { randomUUID } from 'node:crypto';
import type { MemberActor } from '../../../domain/actor.ts';
import type { Database } from '../../../domain/database/database.ts';
import { identifyExternalUser } from '../../../domain/identity/identify-external-user.ts';
import { defaultTenantId } from '../../../domain/tenant/tenant.ts';

/** Somebody whom a directory vouches for, as sign-in would hand them over. */
export async function givenMember(db: Database, { roles = [], groupIds = [] }: Partial<Pick<MemberActor, 'roles' | 'groupIds'>> = {}): Promise<MemberActor> {
  const subject = randomUUID();
  const userId = await db.transaction((tx) => identifyExternalUser(tx, { tenantId: defaultTenantId, issuer: 'http://directory.example', subject }));
  const now = Date.now();
  return {
    kind: 'member',
    tenantId: defaultTenantId,
    userId,
    subject,
    loginId: randomUUID(),
    loginCreatedAt: new Date(now),
    expiresAt: new Date(now + 3_600_000),
    roles,
    groupIds,
  };
}
