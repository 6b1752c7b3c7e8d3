import type { Metric, MetricValue } from '../../../domain/system/system-services.ts';
import type { SystemMetrics } from '../../../generated/general-bots/types.ts';

type Summary = Pick<SystemMetrics, 'requests_total' | 'requests_per_second' | 'avg_latency_ms' | 'error_rate' | 'open_websockets' | 'uptime_seconds'>;

/** How this service is called among those of its process. */
const service = 'general-bots';

/** What the metrics say of this service; those of others in the same process are left out. */
export function summarize(metrics: readonly Metric[], uptimeSeconds: number): Summary {
  const values = (name: string) => metrics.flatMap((metric) => metric.values).filter((value) => value.name === name && value.labels['service'] === service);
  const requests = values('http_requests_total');
  const total = sum(requests);
  const failed = sum(requests.filter(({ labels }) => Number(labels['status']) >= 500));
  const timed = sum(values('http_request_duration_seconds_count'));
  return {
    uptime_seconds: uptimeSeconds,
    requests_total: total,
    requests_per_second: total / uptimeSeconds,
    avg_latency_ms: timed === 0 ? 0 : (sum(values('http_request_duration_seconds_sum')) / timed) * 1000,
    error_rate: total === 0 ? 0 : failed / total,
    open_websockets: sum(values('channel_connections_open')),
  };
}

function sum(values: readonly MetricValue[]): number {
  return values.reduce((total, { value }) => total + value, 0);
}
