import type { ChannelPublishers } from '../../../generated/stella/channel-types.ts';

/** Disconnects everybody from chats that are gone. A chat's room is the topic of its id. */
export function closeChats(channels: ChannelPublishers, chatIds: readonly string[]): void {
  for (const chatId of chatIds) channels.chat.disconnect(chatId, { code: 1000, reason: 'the chat was deleted' });
}
