import { readWorkspace } from '../../../domain/workspace/read-workspace.ts';
import type { GetWorkspace } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toWorkspace } from '../to-api/workspace.ts';

export const getWorkspace: GetWorkspace<Context> = async ({ actor, path, db }) => {
  const workspace = await readWorkspace(db, actor, { workspaceId: path.workspace_id });
  return { status: 200, body: { workspace: toWorkspace(workspace) } };
};
