import type { Counter, Registry } from 'prom-client';

type Snapshot = Awaited<ReturnType<Counter['get']>>;

interface Part {
  readonly get: () => Promise<Snapshot>;
  readonly service: string;
}

/** Which parts stand behind the metrics of a shared registry. */
const shared = new WeakMap<Registry, Map<string, Part[]>>();

/**
 * Shows the metrics of one service in a registry that several services of the process share, under one name each, told
 * apart by the label `service`. Returns what takes them out again.
 */
export function shareRegistry(own: Registry, target: Registry, service: string): () => void {
  const parts = shared.get(target) ?? new Map<string, Part[]>();
  shared.set(target, parts);
  const added = own.getMetricsAsArray().map((metric) => {
    const part = { get: () => (metric as unknown as Part).get(), service };
    const all = parts.get(metric.name) ?? registerJoined(target, parts, metric.name);
    all.push(part);
    return () => {
      all.splice(all.indexOf(part), 1);
      if (all.length > 0) return;
      parts.delete(metric.name);
      target.removeSingleMetric(metric.name);
    };
  });
  return () => added.forEach((remove) => remove());
}

function registerJoined(target: Registry, parts: Map<string, Part[]>, name: string): Part[] {
  const all: Part[] = [];
  parts.set(name, all);
  target.registerMetric({ name, get: () => join(name, all), reset: () => undefined } as unknown as Counter);
  return all;
}

async function join(name: string, parts: readonly Part[]): Promise<Snapshot> {
  const snapshots = await Promise.all(parts.map(async ({ get, service }) => ({ service, snapshot: await get() })));
  const values = snapshots.flatMap(({ service, snapshot }) =>
    snapshot.values.map((value) => ({ ...value, labels: { ...value.labels, service } })));
  return { ...snapshots[0]?.snapshot, name, values } as Snapshot;
}
