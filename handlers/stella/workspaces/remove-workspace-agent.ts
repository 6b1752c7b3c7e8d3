import { removeAgent } from '../../../domain/workspace/remove-agent.ts';
import type { RemoveWorkspaceAgent } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const removeWorkspaceAgent: RemoveWorkspaceAgent<Context> = async ({ actor, path, body, db }) => {
  await removeAgent(db, actor, { workspaceId: path.workspace_id, agentId: body.agent_id });
  return { status: 200, body: { msg: 'Agent removed' } };
};
