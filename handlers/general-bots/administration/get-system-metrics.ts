import { readStatistics } from '../../../domain/system/read-statistics.ts';
import type { GetSystemMetrics } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';
import { describeResources } from './describe-resources.ts';
import { summarize } from './summarize.ts';

/** GET /api/admin/system/metrics: Read operational statistics */
export const getSystemMetrics: GetSystemMetrics<Context> = async ({ actor, db, services }) => {
  const { metrics, openAgentSessions } = await readStatistics(db, services, actor);
  const body = {
    timestamp: new Date().toISOString(),
    ...summarize(metrics, process.uptime()),
    active_bot_sessions: openAgentSessions,
    resources: describeResources(),
    metrics: metrics.map(({ name, type, help, values }) => ({ name, type, help, values: [...values] })),
  };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body };
};
