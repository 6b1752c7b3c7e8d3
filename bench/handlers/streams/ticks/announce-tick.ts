import type { AnnounceTick } from '../../../generated/streams/operations.ts';
import type { Context } from '../context.ts';

/** POST /ticks: Sends a tick to all streams */
export const announceTick: AnnounceTick<Context> = ({ services, body }) => {
  services.ticks.announce(body);
  return { status: 204 };
};
