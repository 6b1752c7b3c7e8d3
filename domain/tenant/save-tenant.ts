import { SQL } from 'sql-template-strings';
import { type Database, type Queryable, transaction } from '../database/database.ts';
import type { TenantKey, TenantSettings } from './tenant.ts';

export interface TenantInput {
  readonly id: string;
  readonly name: string;
  readonly settings: TenantSettings;
  /** All keys of the tenant; a key that is not named is taken away. */
  readonly keys: readonly TenantKey[];
}

/** Creates a tenant, or makes an existing one like this. An operator's act, without an actor. */
export function saveTenant(db: Database, tenant: TenantInput): Promise<void> {
  return transaction(db, async (tx) => {
    await tx.query(SQL`
      insert into tenants (id, name)
      values (${tenant.id}, ${tenant.name})
      on conflict (id) do update
      set name = excluded.name
    `.setName('save_tenant'));
    await saveSettings(tx, tenant.id, tenant.settings);
    await saveTools(tx, tenant.id, tenant.settings);
    await saveKeys(tx, tenant.id, tenant.keys);
  });
}

async function saveSettings(tx: Queryable, tenantId: string, settings: TenantSettings): Promise<void> {
  await tx.query(SQL`
    insert into tenant_settings (tenant_id, theme, avatar_enabled, greeting, max_session_minutes, require_consent)
    values (
      ${tenantId}, ${JSON.stringify(settings.theme)}, ${settings.avatarEnabled},
      ${settings.greeting}, ${settings.maxSessionMinutes}, ${settings.requireConsent}
    )
    on conflict (tenant_id) do update
    set
      theme = excluded.theme,
      avatar_enabled = excluded.avatar_enabled,
      greeting = excluded.greeting,
      max_session_minutes = excluded.max_session_minutes,
      require_consent = excluded.require_consent
  `.setName('save_tenant_settings'));
}

async function saveTools(tx: Queryable, tenantId: string, { tools }: TenantSettings): Promise<void> {
  await tx.query(SQL`
    delete from tenant_tools
    where tenant_id = ${tenantId}
  `.setName('delete_tenant_tools'));
  await tx.query(SQL`
    insert into tenant_tools (tenant_id, name, position, level, description, parameters)
    select ${tenantId}, tool ->> 'name', position, (tool ->> 'level')::integer, tool ->> 'description', tool -> 'parameters'
    from jsonb_array_elements(${JSON.stringify(tools)}::jsonb) with ordinality as listed (tool, position)
  `.setName('insert_tenant_tools'));
}

async function saveKeys(tx: Queryable, tenantId: string, keys: readonly TenantKey[]): Promise<void> {
  await tx.query(SQL`
    delete from tenant_keys
    where tenant_id = ${tenantId}
  `.setName('delete_tenant_keys'));
  await tx.query(SQL`
    insert into tenant_keys (tenant_id, id, algorithm, jwk)
    select ${tenantId}, key ->> 'id', key ->> 'algorithm', key -> 'jwk'
    from jsonb_array_elements(${JSON.stringify(keys)}::jsonb) as key
  `.setName('insert_tenant_keys'));
}
