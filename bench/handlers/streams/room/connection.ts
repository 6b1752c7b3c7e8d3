import type { RoomClose, RoomOpen, RoomProblem } from '../../../generated/streams/channel-types.ts';
import type { Context } from '../context.ts';

export type State = Record<string, never>;

export const open: RoomOpen<Context, State> = (connection) => {
  connection.subscribe('room');
  return {};
};

export const close: RoomClose<Context, State> = () => undefined;

export const problem: RoomProblem<Context, State> = ({ code }) => ({ close: { code: 1008, reason: code } });
