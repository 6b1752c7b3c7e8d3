import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';

/** Begins a conversation of a user. The caller has checked the right. */
export async function createConversation(
  tx: Queryable,
  { tenantId, ownerId }: { tenantId: string; ownerId: string },
): Promise<string> {
  const { id } = await only<{ id: string }>(tx, SQL`
    insert into conversations (tenant_id, owner_id)
    values (${tenantId}, ${ownerId})
    returning id
  `.setName('create_conversation'));
  return id;
}
