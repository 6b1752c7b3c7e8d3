import { NotImplemented } from 'specwright/runtime';
import type { CreateConversation } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/conversations: Create a conversation */
export const createConversation: CreateConversation<Context> = () => {
  throw new NotImplemented('createConversation');
};
