import { sendHeartbeat as send } from '../../../domain/participant/send-heartbeat.ts';
import type { SendHeartbeat } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const sendHeartbeat: SendHeartbeat<Context> = async ({ actor, body, db, services }) => {
  await send(db, services.events, actor, { status: body?.status });
  return { status: 204 };
};
