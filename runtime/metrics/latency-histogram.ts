import type { OperationMetrics } from './metrics.ts';
import type { Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds. */
export const latencyBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

const name = 'http_request_duration_seconds';
const help = 'Time from the request to its complete answer.';

type Snapshot = Awaited<ReturnType<Histogram['get']>>;

/** Hands the operations' own buckets to prom-client when somebody scrapes: its own histogram would count a second time. */
export function registerLatency(registry: Registry, operations: () => readonly OperationMetrics[]): void {
  const described = { name, help, type: 'histogram', aggregator: 'sum' };
  const get = async (): Promise<unknown> => ({ ...described, values: operations().flatMap(toValues) });
  registry.registerMetric({ ...described, get, reset: () => undefined } as unknown as Histogram);
}

/** Buckets of Prometheus are cumulative. */
function toValues({ operation, latency, seconds }: OperationMetrics): Snapshot['values'] {
  let count = 0;
  const buckets = Array.from(latency, (value, index) => {
    count += value;
    return { metricName: `${name}_bucket`, labels: { operation, le: latencyBounds[index] ?? '+Inf' }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels: { operation }, value: seconds },
    { metricName: `${name}_count`, labels: { operation }, value: count },
  ];
}
