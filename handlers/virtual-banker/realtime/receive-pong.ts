import type { ReceivePong } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { State } from './connection.ts';

/** Hears the answer to a heartbeat; that it came is enough. */
export const receivePong: ReceivePong<Context, State> = (message, connection) => {
  admit(connection, message);
};
