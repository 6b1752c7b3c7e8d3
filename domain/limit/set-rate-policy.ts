import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import type { RatePolicy } from './rate-policy.ts';

/** Decides for a tenant; an operator's act, without an actor. */
export async function setRatePolicy(db: Queryable, tenantId: string, policy: RatePolicy): Promise<void> {
  await db.query(SQL`
    insert into rate_policies (tenant_id, requests, window_seconds)
    values (${tenantId}, ${policy.requests}, ${policy.windowSeconds})
    on conflict (tenant_id) do update
    set requests = excluded.requests, window_seconds = excluded.window_seconds
  `.setName('set_rate_policy'));
}
