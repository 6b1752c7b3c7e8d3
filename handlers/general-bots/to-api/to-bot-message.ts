import type { Message } from '../../../domain/message/message.ts';
import type { BotMessage } from '../../../generated/general-bots/types.ts';

/** What all frames of an answer have in common. */
export interface AnswerOf {
  readonly sessionId: string;
  readonly botId: string;
  readonly messageId: string;
  readonly replyTo?: string | undefined;
}

type Part = Pick<BotMessage, 'content' | 'is_complete'> & Partial<Pick<BotMessage, 'thinking' | 'suggestions'>>;

/** A piece of an answer that is being given. */
export function toBotMessage({ sessionId, botId, messageId, replyTo }: AnswerOf, part: Part): BotMessage {
  return {
    type: 'message',
    session_id: sessionId,
    bot_id: botId,
    message_id: messageId,
    ...(replyTo !== undefined && { reply_to: replyTo }),
    sender: 'bot',
    ...part,
    timestamp: new Date().toISOString(),
    message_type: 2,
  };
}

/** A message of either side that was said before. */
export function toEarlierMessage({ sessionId, botId }: Pick<AnswerOf, 'sessionId' | 'botId'>, { id, role, content, createdAt }: Message): BotMessage {
  const isUser = role === 'user';
  return {
    ...toBotMessage({ sessionId, botId, messageId: id }, { content, is_complete: true }),
    sender: isUser ? 'user' : 'bot',
    timestamp: createdAt.toISOString(),
    message_type: isUser ? 1 : 2,
  };
}
