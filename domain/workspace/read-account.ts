import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, first } from '../database/database.ts';
import { DomainError } from '../errors.ts';

export interface Account {
  readonly userId: string;
  readonly email: string;
  /** Oldest first. */
  readonly workspaceIds: readonly string[];
  /** The workspace that was connected to last. */
  readonly lastWorkspaceId: string | null;
}

/** The actor's own account with its workspaces. Throws `user_not_found` when it has been deleted. */
export async function readAccount(db: Database, actor: AccountActor): Promise<Account> {
  const account = await first<Account>(db, SQL`
    select
      e.user_id as "userId",
      e.email,
      array(
        select w.id
        from workspaces w
        where w.owner_id = e.user_id
        order by w.created_at, w.id
      ) as "workspaceIds",
      (
        select w.id
        from workspaces w
        where w.owner_id = e.user_id and w.opened_at is not null
        order by w.opened_at desc
        limit 1
      ) as "lastWorkspaceId"
    from email_identities e
    where e.user_id = ${actor.userId}
  `.setName('read_account'));
  if (!account) throw new DomainError('user_not_found', 'This account does not exist any more.');
  return account;
}
