import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { defaultRatePolicy, type RatePolicy } from './rate-policy.ts';

/** What a tenant grants each of its users. */
export async function findRatePolicy(db: Queryable, tenantId: string): Promise<RatePolicy> {
  const row = await first<RatePolicy>(db, SQL`
    select requests, window_seconds as "windowSeconds"
    from rate_policies
    where tenant_id = ${tenantId}
  `.setName('find_rate_policy'));
  return row ?? defaultRatePolicy;
}
