import type { Account } from '../../../domain/workspace/read-account.ts';
import type * as types from '../../../generated/stella/types.ts';

export function toUser({ userId, email, workspaceIds, lastWorkspaceId }: Account): types.User {
  return { user_id: userId, email, workspaces: [...workspaceIds], last_workspace_id: lastWorkspaceId, id: userId };
}
