import { NotImplemented } from 'specwright/runtime';
import type { CreateGroup } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/groups/create: Create a group */
export const createGroup: CreateGroup<Context> = () => {
  throw new NotImplemented('createGroup');
};
