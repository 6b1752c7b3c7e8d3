import { NotImplemented } from 'specwright/runtime';
import type { AcceptInvite } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/invites/accept: Accept an invite */
export const acceptInvite: AcceptInvite<Context> = () => {
  throw new NotImplemented('acceptInvite');
};
