import { createWorkspace as create } from '../../../domain/workspace/create-workspace.ts';
import type { CreateWorkspace } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toWorkspace } from '../to-api/workspace.ts';

export const createWorkspace: CreateWorkspace<Context> = async ({ actor, body, db }) => {
  const workspace = await create(db, actor, { name: body?.name });
  return { status: 200, body: { msg: 'Workspace created', workspace: toWorkspace(workspace) } };
};
