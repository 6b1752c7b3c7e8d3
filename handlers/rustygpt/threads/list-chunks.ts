import { NotImplemented } from 'specwright/runtime';
import type { ListChunks } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/messages/{message_id}/chunks: Read the chunks of an answer */
export const listChunks: ListChunks<Context> = () => {
  throw new NotImplemented('listChunks');
};
