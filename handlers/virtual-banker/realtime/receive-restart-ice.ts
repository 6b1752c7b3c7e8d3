import type { ReceiveRestartIce } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';
import { relay } from './relay.ts';
import { requirePeer } from './require-peer.ts';

/** Passes the wish to restart ICE to the other side. */
export const receiveRestartIce: ReceiveRestartIce<Context, State> = async (message, connection, context) => {
  requirePeer(await relay('restart_ice', message, connection, context));
  return undefined;
};
