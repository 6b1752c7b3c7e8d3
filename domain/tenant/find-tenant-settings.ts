import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { TenantSettings } from './tenant.ts';

/** A tenant's settings, with the defaults where it has not decided. Throws `tenant_not_found`. */
export async function findTenantSettings(db: Queryable, tenantId: string): Promise<TenantSettings> {
  const row = await first<TenantSettings>(db, SQL`
    select
      coalesce(s.theme, '{"primaryColor": "#0066cc"}') as theme,
      coalesce(s.avatar_enabled, true) as "avatarEnabled",
      coalesce(s.greeting, 'Hello! How can I help you today?') as greeting,
      coalesce(s.max_session_minutes, 30) as "maxSessionMinutes",
      coalesce(s.require_consent, true) as "requireConsent",
      (
        select coalesce(jsonb_agg(jsonb_build_object(
          'name', name, 'level', level, 'description', description, 'parameters', parameters
        ) order by position, name), '[]')
        from tenant_tools
        where tenant_id = t.id
      ) as tools
    from tenants t
    left join tenant_settings s on s.tenant_id = t.id
    where t.id = ${tenantId}
  `.setName('find_tenant_settings'));
  if (!row) throw new DomainError('tenant_not_found', 'There is no such tenant.');
  return row;
}
