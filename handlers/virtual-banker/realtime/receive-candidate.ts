import type { ReceiveCandidate } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';
import { relay } from './relay.ts';

/** Passes an ICE candidate to the other side; without one it is dropped, since the offer has been refused already. */
export const receiveCandidate: ReceiveCandidate<Context, State> = async (message, connection, context) => {
  await relay('candidate', message, connection, context);
  return undefined;
};
