import type { FollowTicks } from '../../../generated/streams/operations.ts';
import type { Context } from '../context.ts';

/** GET /ticks: Every tick, as soon as it is announced */
export const followTicks: FollowTicks<Context> = ({ services, signal }) => {
  const events = async function* () {
    for await (const tick of services.ticks.follow(signal)) yield { event: 'tick', data: tick } as const;
  };
  return { status: 200, body: events() };
};
