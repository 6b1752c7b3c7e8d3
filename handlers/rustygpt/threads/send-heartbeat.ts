import { NotImplemented } from 'specwright/runtime';
import type { SendHeartbeat } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/presence/heartbeat: Say that one is there */
export const sendHeartbeat: SendHeartbeat<Context> = () => {
  throw new NotImplemented('sendHeartbeat');
};
