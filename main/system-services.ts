import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';
import { RedisRateLimiter, type Settings } from 'specwright/runtime';
import type { Metric, SystemServices } from '../domain/system/system-services.ts';

type Described = MetricObjectWithValues<MetricValue<string> & { readonly metricName?: string }>;

/** What administrators are told of the process: everything that `/metrics` shows, and whether Redis is there. */
export function systemServices(registry: Registry, { rateLimiter }: Pick<Settings, 'rateLimiter'>): SystemServices {
  return {
    redis: rateLimiter instanceof RedisRateLimiter ? rateLimiter : undefined,
    readMetrics: async () => (await registry.getMetricsAsJSON()).map(toMetric),
  };
}

/** A figure that is none, such as the mean of nothing, has no place in JSON. */
function toMetric({ name, help, type, values }: Described): Metric {
  const figures = values.filter(({ value }) => Number.isFinite(value));
  return {
    name,
    help,
    type: String(type) as Metric['type'],
    values: figures.map(({ value, labels, metricName }) => ({ name: metricName ?? name, labels: withoutUndefined(labels), value })),
  };
}

function withoutUndefined(labels: Partial<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(labels).filter((pair): pair is [string, string | number] => pair[1] !== undefined));
}
