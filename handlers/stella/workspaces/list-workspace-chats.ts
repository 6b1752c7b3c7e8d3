import { listChats } from '../../../domain/workspace/list-chats.ts';
import type { ListWorkspaceChats } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const listWorkspaceChats: ListWorkspaceChats<Context> = async ({ actor, path, db }) => {
  const chats = await listChats(db, actor, { workspaceId: path.workspace_id });
  return { status: 200, body: { chats: chats.map(({ id, workspaceId }) => ({ chat_id: id, workspace_id: workspaceId })) } };
};
