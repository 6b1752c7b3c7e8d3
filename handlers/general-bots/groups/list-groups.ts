import { NotImplemented } from 'specwright/runtime';
import type { ListGroups } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/groups/list: List the groups that the caller can see */
export const listGroups: ListGroups<Context> = () => {
  throw new NotImplemented('listGroups');
};
