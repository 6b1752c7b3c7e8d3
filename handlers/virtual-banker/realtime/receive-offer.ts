import type { ReceiveOffer } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';
import { relay } from './relay.ts';
import { requirePeer } from './require-peer.ts';

/** Passes an offer to the other side, which answers it. */
export const receiveOffer: ReceiveOffer<Context, State> = async (message, connection, context) => {
  requirePeer(await relay('offer', message, connection, context));
  return undefined;
};
