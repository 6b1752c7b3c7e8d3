import type { AccountActor } from '../../../domain/actor.ts';
import { redeemConnectionString } from '../../../domain/workspace/redeem-connection-string.ts';
import type { ChatClose, ChatOpen } from '../../../generated/stella/channel-types.ts';
import type { Context } from '../context.ts';

export { problem } from './problem.ts';

/** Whose connection it is, and to which chat. */
export interface State {
  readonly actor: AccountActor;
  readonly chatId: string;
}

export const open: ChatOpen<Context, State> = async (connection, { db }) => {
  const { query } = connection;
  const { actor, chat } = await redeemConnectionString(db, { conversationId: query.chat_id, token: query.connection_string });
  connection.subscribe(chat.id);
  return { actor, chatId: chat.id };
};

/** Rooms forget by themselves who left. */
export const close: ChatClose<Context, State> = () => undefined;
