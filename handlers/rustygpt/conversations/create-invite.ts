import { NotImplemented } from 'specwright/runtime';
import type { CreateInvite } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/conversations/{conversation_id}/invites: Invite somebody */
export const createInvite: CreateInvite<Context> = () => {
  throw new NotImplemented('createInvite');
};
