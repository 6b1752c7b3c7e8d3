import { addAgent } from '../../../domain/workspace/add-agent.ts';
import type { AddWorkspaceAgent } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const addWorkspaceAgent: AddWorkspaceAgent<Context> = async ({ actor, path, body, db }) => {
  await addAgent(db, actor, { workspaceId: path.workspace_id, agentId: body.agent_id });
  return { status: 200, body: { msg: 'Agent added to Workspace.' } };
};
