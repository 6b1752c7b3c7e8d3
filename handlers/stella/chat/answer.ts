import type { AccountActor } from '../../../domain/actor.ts';
import type { AnswerDone } from '../../../domain/assistant/give-answer.ts';
import { DomainError } from '../../../domain/errors.ts';
import { answerChat } from '../../../domain/workspace/answer-chat.ts';
import type { ChannelPublishers, MessageContext } from '../../../generated/stella/channel-types.ts';
import type { Context } from '../context.ts';

interface Question {
  readonly chatId: string;
  readonly messageId: string;
  readonly answerId: string;
  readonly signal: AbortSignal;
}

/** Lets the workspace's agents answer, and tells the room what came of it; a chat that is deleted meanwhile needs no answer. */
export async function answer({ db, services, channels }: MessageContext<Context>, actor: AccountActor, { chatId, ...question }: Question): Promise<void> {
  try {
    for await (const event of answerChat(db, services.assistant, actor, { conversationId: chatId, ...question })) {
      if (event.kind === 'done') announce(channels, chatId, event);
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conversation_not_found') return;
    announceFailure(channels, chatId);
    throw error;
  }
}

/** What the agents say to each other on the way is not sent, nor is an answer that was stopped or came too late to be kept. */
function announce(channels: ChannelPublishers, chatId: string, { finish, content, kept }: AnswerDone): void {
  if (finish !== 'stop') return;
  if (kept) channels.chat.publish(chatId, 'message', content);
  if (content === '') announceFailure(channels, chatId);
}

function announceFailure(channels: ChannelPublishers, chatId: string): void {
  channels.chat.publish(chatId, 'error', { code: 'assistant_failed', msg: 'The assistant could not answer', chat_id: chatId });
}
