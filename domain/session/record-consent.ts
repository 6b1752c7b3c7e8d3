import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { requireOpen, requireSession } from './require-session.ts';

export interface ConsentInput {
  readonly sessionId: string;
  readonly granted: boolean;
  /** Of the text that the user was shown. */
  readonly version: string;
}

/** Takes the user's decision down; earlier ones are kept. Throws `session_not_found`, `forbidden`, `session_ended` or `session_expired`. */
export async function recordConsent(db: Database, actor: TenantActor, { sessionId, granted, version }: ConsentInput): Promise<void> {
  requireOpen(await requireSession(db, actor, sessionId, ['customer']));
  await db.query(SQL`
    insert into session_consents (session_id, granted, version)
    values (${sessionId}, ${granted}, ${version})
  `.setName('record_consent'));
}
