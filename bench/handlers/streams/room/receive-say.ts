import type { ReceiveSay } from '../../../generated/streams/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';

/** say on /room: Say something */
export const receiveSay: ReceiveSay<Context, State> = ({ type: _, ...said }) => said;
