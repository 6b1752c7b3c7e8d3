import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';

/** Whether the user may be heard and seen. */
export interface Consent {
  /** By the tenant's policy. */
  readonly required: boolean;
  readonly granted: boolean;
}

/** Refuses sound and picture before a consent that is required: `consent_required`. */
export function requireConsent({ required, granted }: Consent): void {
  if (required && !granted) throw new DomainError('consent_required', 'The user has not agreed to being heard and seen.');
}

/** The latest word counts. */
export async function hasConsented(db: Queryable, sessionId: string): Promise<boolean> {
  const latest = await first<{ granted: boolean }>(db, SQL`
    select granted
    from session_consents
    where session_id = ${sessionId}
    order by sequence desc
    limit 1
  `.setName('find_consent'));
  return latest?.granted ?? false;
}
