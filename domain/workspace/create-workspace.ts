import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, first } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { Workspace } from './workspace.ts';

/** Makes a workspace of the actor's own. Throws `user_not_found` when the account has been deleted. */
export async function createWorkspace(
  db: Database,
  actor: AccountActor,
  { name = 'Untitled Workspace' }: { name?: string },
): Promise<Workspace> {
  const created = await first<{ id: string; name: string; ownerId: string }>(db, SQL`
    insert into workspaces (tenant_id, owner_id, name)
    select tenant_id, id, ${name}
    from users
    where id = ${actor.userId}
    returning id, name, owner_id as "ownerId"
  `.setName('create_workspace'));
  if (!created) throw new DomainError('user_not_found', 'This account does not exist any more.');
  return { ...created, agentIds: [], lastConversationId: null };
}
