import { DomainError } from '../../../domain/errors.ts';
import { sendMessage } from '../../../domain/workspace/send-message.ts';
import type { ReceiveChatMessage } from '../../../generated/stella/channel-types.ts';
import type { Context } from '../context.ts';
import { answer } from './answer.ts';
import type { State } from './connection.ts';

export const receiveChatMessage: ReceiveChatMessage<Context, State> = async ({ message, chat_id, message_string }, { state }, context) => {
  const { actor, chatId } = state;
  if (chat_id !== chatId) throw new DomainError('token_wrong_resource', 'The message is for another chat than its connection.');
  const { messageId, answerId } = await sendMessage(context.db, actor, { conversationId: chatId, token: message_string, content: message });
  context.channels.chat.publish(chatId, 'feedback', { type: 'message_received', message, chat_id: chatId });
  context.background((signal) => answer(context, actor, { chatId, messageId, answerId, signal }));
  return { ok: true, message_id: messageId };
};
