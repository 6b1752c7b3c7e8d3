import { checkSystem, type Component } from '../../../domain/system/check-system.ts';
import type { GetSystemStatus } from '../../../generated/general-bots/operations.ts';
import type * as types from '../../../generated/general-bots/types.ts';
import type { Context } from '../context.ts';

/** GET /api/admin/system/status: Read the state of the components */
export const getSystemStatus: GetSystemStatus<Context> = async ({ actor, db, services }) => {
  const { status, components } = await checkSystem(db, services, actor);
  const body = { status, uptime_seconds: process.uptime(), components: components.map(toComponent) };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body };
};

function toComponent({ name, status, latencyMs, message }: Component): types.Component {
  return { name, status, ...(latencyMs !== undefined && { latency_ms: latencyMs }), ...(message !== undefined && { message }) };
}
