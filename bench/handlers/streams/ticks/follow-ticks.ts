import type { FollowTicks } from '../../../generated/streams/operations.ts';
import type { Context } from '../context.ts';

/** GET /ticks: Every tick, as soon as it is announced */
export const followTicks: FollowTicks<Context> = ({ services, signal }) => ({ status: 200, body: services.ticks.follow(signal) });
