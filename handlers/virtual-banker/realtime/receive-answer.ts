import type { ReceiveAnswer } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';
import { relay } from './relay.ts';
import { requirePeer } from './require-peer.ts';

/** Passes the answer to an offer to the other side. */
export const receiveAnswer: ReceiveAnswer<Context, State> = async (message, connection, context) => {
  requirePeer(await relay('answer', message, connection, context));
  return undefined;
};
