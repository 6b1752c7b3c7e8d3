import { NotImplemented } from 'specwright/runtime';
import type { ReceiveMessage } from '../../../generated/general-bots/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';

/** message on /ws: Take a message for a bot */
export const receiveMessage: ReceiveMessage<Context, State> = () => {
  throw new NotImplemented('receiveMessage');
};
