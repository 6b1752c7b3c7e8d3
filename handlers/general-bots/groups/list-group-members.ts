import { NotImplemented } from 'specwright/runtime';
import type { ListGroupMembers } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/groups/{id}/members: List the members of a group */
export const listGroupMembers: ListGroupMembers<Context> = () => {
  throw new NotImplemented('listGroupMembers');
};
