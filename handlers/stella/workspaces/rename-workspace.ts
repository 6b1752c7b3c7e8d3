import { renameWorkspace as rename } from '../../../domain/workspace/rename-workspace.ts';
import type { RenameWorkspace } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const renameWorkspace: RenameWorkspace<Context> = async ({ actor, path, body, db }) => {
  await rename(db, actor, { workspaceId: path.workspace_id, name: body.name });
  return { status: 200, body: { msg: 'Workspace renamed' } };
};
