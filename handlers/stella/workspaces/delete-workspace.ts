import { deleteWorkspace as remove } from '../../../domain/workspace/delete-workspace.ts';
import type { DeleteWorkspace } from '../../../generated/stella/operations.ts';
import { closeChats } from '../chat/room.ts';
import type { Context } from '../context.ts';

export const deleteWorkspace: DeleteWorkspace<Context> = async ({ actor, path, db, channels }) => {
  const { conversationIds } = await remove(db, actor, { workspaceId: path.workspace_id });
  closeChats(channels, conversationIds);
  return { status: 200, body: { msg: 'Workspace deleted' } };
};
