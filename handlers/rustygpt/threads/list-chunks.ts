import { readAnswerChunks } from '../../../domain/thread/read-answer-chunks.ts';
import type { ListChunks } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const listChunks: ListChunks<Context> = async ({ actor, path, query, db }) => {
  const chunks = await readAnswerChunks(db, actor, { messageId: path.message_id, ...query });
  return {
    status: 200,
    body: chunks.map(({ messageId, idx, content, createdAt }) => ({ message_id: messageId, idx, content, created_at: createdAt.toISOString() })),
  };
};
