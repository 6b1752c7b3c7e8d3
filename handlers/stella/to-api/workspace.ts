import type { Workspace } from '../../../domain/workspace/workspace.ts';
import type * as types from '../../../generated/stella/types.ts';

/** A workspace as the API spells it: the reference's names, and `id` for clients of the original. */
export function toWorkspace({ id, name, ownerId, agentIds, lastConversationId }: Workspace): types.Workspace {
  const agents = Object.fromEntries(agentIds.map((agentId) => [agentId, {}]));
  return { workspace_id: id, name, owner: ownerId, agents, last_chat_id: lastConversationId, id };
}
