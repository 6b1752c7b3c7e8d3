import { sseResume } from '../phases/event-streams.ts';
import { channelChecks } from '../streams/channel-checks.ts';
import type { CheckDescription } from './check.ts';
import { stateChecks } from './state-checks.ts';
import { wireChecks } from './wire-checks.ts';

/** Checks that look at several requests together, or at connections. Ids are stable. */
export const sequenceChecks: readonly CheckDescription[] = [...stateChecks, sseResume, ...channelChecks, ...wireChecks];
