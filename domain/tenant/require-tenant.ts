import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';

/** Refuses an actor of another tenant with `forbidden`; a tenant that does not exist is `tenant_not_found` for everyone. */
export async function requireTenant(db: Queryable, actor: TenantActor, tenantId: string): Promise<void> {
  if (actor.tenantId === tenantId) return;
  const found = await first(db, SQL`
    select id
    from tenants
    where id = ${tenantId}
  `.setName('find_tenant'));
  if (!found) throw new DomainError('tenant_not_found', 'There is no such tenant.');
  throw new DomainError('forbidden', 'These credentials are for another tenant.');
}
