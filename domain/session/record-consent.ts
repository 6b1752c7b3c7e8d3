import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import type { Consent } from './consent.ts';
import { requireOpen, requireSession } from './require-session.ts';

export interface ConsentInput {
  readonly sessionId: string;
  readonly granted: boolean;
  /** Of the text that the user was shown. */
  readonly version: string;
}

/**
 * Takes the user's decision down; earlier ones are kept, the latest counts. Throws `session_not_found`, `forbidden`,
 * `session_ended` or `session_expired`.
 */
export async function recordConsent(
  db: Database,
  actor: TenantActor,
  { sessionId, granted, version }: ConsentInput,
): Promise<Consent> {
  const session = await requireSession(db, actor, sessionId, ['customer']);
  requireOpen(session);
  await db.query(SQL`
    insert into session_consents (session_id, granted, version)
    values (${sessionId}, ${granted}, ${version})
  `.setName('record_consent'));
  return { required: session.settings.requireConsent, granted };
}
