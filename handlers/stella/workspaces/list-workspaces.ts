import { listWorkspaces as list } from '../../../domain/workspace/list-workspaces.ts';
import type { ListWorkspaces } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toWorkspace } from '../to-api/workspace.ts';

export const listWorkspaces: ListWorkspaces<Context> = async ({ actor, db }) => {
  const workspaces = await list(db, actor);
  return { status: 200, body: { workspaces: workspaces.map(toWorkspace) } };
};
