import { NotImplemented } from 'specwright/runtime';
import type { CreateChatCompletion } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /v1/chat/completions: Complete a chat */
export const createChatCompletion: CreateChatCompletion<Context> = () => {
  throw new NotImplemented('createChatCompletion');
};
