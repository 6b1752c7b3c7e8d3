import type { OneTimeToken } from '../../../domain/credential/one-time-token.ts';
import type * as types from '../../../generated/stella/types.ts';
import { unixSeconds } from './unix-seconds.ts';

/** The right to connect to a chat once; `string` is the name that clients of the original read. */
export function toChatAuthorization(chatId: string, token: OneTimeToken): types.ChatAuthorization {
  return { ...toCommon(chatId, token), connection_string: token.token };
}

/** The right to send one message. */
export function toMessageAuthorization(chatId: string, token: OneTimeToken): types.MessageAuthorization {
  return { ...toCommon(chatId, token), message_string: token.token };
}

function toCommon(chatId: string, { token, createdAt, expiresAt, createdBy }: OneTimeToken) {
  return { chat_id: chatId, created_at: unixSeconds(createdAt), expires_at: unixSeconds(expiresAt), created_by: createdBy, string: token };
}
