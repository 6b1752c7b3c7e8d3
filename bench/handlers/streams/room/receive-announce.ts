import type { ReceiveAnnounce } from '../../../generated/streams/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';

/** announce on /room: Announce something */
export const receiveAnnounce: ReceiveAnnounce<Context, State> = ({ type: _, ...announced }, _connection, { channels }) => {
  channels.room.publish('room', 'announced', announced);
};
