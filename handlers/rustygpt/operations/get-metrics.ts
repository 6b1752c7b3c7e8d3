import { countLimits } from '../../../domain/limit-profile/count-limits.ts';
import type { GetMetrics } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /metrics: Read the metrics. Those of the database are left out while it does not answer. */
export const getMetrics: GetMetrics<Context> = async ({ db, metrics }) => {
  const [own, counted] = await Promise.all([metrics.metrics(), countLimits(db).then(toLines, () => '')]);
  return { status: 200, body: `${own.trimEnd()}\n${counted}` };
};

function toLines({ profiles, assignments }: { profiles: number; assignments: number }): string {
  return [...gauge('rustygpt_limits_profiles', 'Profiles of limits.', profiles), ...gauge('rustygpt_limits_assignments', 'Routes that have a profile.', assignments), ''].join('\n');
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}
