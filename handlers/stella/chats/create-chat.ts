import { createChat as create } from '../../../domain/workspace/create-chat.ts';
import type { CreateChat } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toNewChat } from '../to-api/chat.ts';
import { toWorkspace } from '../to-api/workspace.ts';

export const createChat: CreateChat<Context> = async ({ actor, query, db }) => {
  const { chat, workspace } = await create(db, actor, { workspaceId: query.workspace_id });
  return { status: 200, body: { msg: 'Chat created successfully', chat: toNewChat(chat), workspace: toWorkspace(workspace) } };
};
