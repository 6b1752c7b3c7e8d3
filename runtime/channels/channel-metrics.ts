import { loadPromClient } from '../load-when-needed.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ChannelProblem } from '../service.ts';
import type { Registry } from 'prom-client';

/**
 * What is counted on one channel, as plain numbers: prom-client's own counters hash their labels at every use, which would cost a
 * message more than its validation. They are handed over when somebody scrapes.
 */
export class ChannelMetrics {
  readonly channel: string;
  readonly closes = new Map<number, number>();
  readonly messagesIn = new Map<string, number>();
  readonly messagesOut = new Map<string, number>();
  readonly problems = new Map<ChannelProblem['code'], number>();
  open = 0;

  constructor(channel: string) {
    this.channel = channel;
  }

  opened(): void {
    this.open += 1;
  }

  closed(code: number): void {
    this.open -= 1;
    count(this.closes, code);
  }

  received(message: string): void {
    count(this.messagesIn, message);
  }

  sent(message: string): void {
    count(this.messagesOut, message);
  }

  refused(problem: ChannelProblem['code']): void {
    count(this.problems, problem);
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Adds the channels' metrics, and returns the counters of one channel. Labels only ever come from the contract. */
export function createChannelMetrics(metrics: Metrics): (channel: string) => ChannelMetrics {
  const channels: ChannelMetrics[] = [];
  metrics.add((registry) => registerAll(registry, channels));
  return (channel) => {
    const added = new ChannelMetrics(channel);
    channels.push(added);
    return added;
  };
}

function registerAll(registry: Registry, channels: readonly ChannelMetrics[]): void {
  registerOpen(registry, channels);
  register(registry, { name: 'channel_closes_total', help: 'Closed connections by close code', labelNames: ['code'] }, channels, ({ closes }) => [[{}, closes]]);
  register(registry, { name: 'channel_messages_total', help: 'Messages by direction', labelNames: ['direction', 'message'] }, channels, (one) => [
    [{ direction: 'in' }, one.messagesIn],
    [{ direction: 'out' }, one.messagesOut],
  ]);
  register(registry, { name: 'channel_problems_total', help: 'Messages that no handler got, and failures', labelNames: ['problem'] }, channels, ({ problems }) => [[{}, problems]]);
}

function registerOpen(registry: Registry, channels: readonly ChannelMetrics[]): void {
  const { Gauge } = loadPromClient();
  new Gauge({
    name: 'channel_connections_open',
    help: 'Open connections',
    labelNames: ['channel'],
    registers: [registry],
    collect() {
      for (const { channel, open } of channels) this.set({ channel }, open);
    },
  });
}

interface Described {
  readonly name: string;
  readonly help: string;
  /** Besides `channel`; the last one is the key of the counts. */
  readonly labelNames: readonly string[];
}

type Counts = readonly (readonly [labels: Readonly<Record<string, string>>, counts: ReadonlyMap<string | number, number>])[];

function register(registry: Registry, { name, help, labelNames }: Described, channels: readonly ChannelMetrics[], read: (one: ChannelMetrics) => Counts): void {
  const key = labelNames.at(-1) ?? '';
  const { Counter } = loadPromClient();
  new Counter({
    name,
    help,
    labelNames: ['channel', ...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      for (const one of channels)
        for (const [labels, counts] of read(one)) for (const [value, total] of counts) this.inc({ channel: one.channel, ...labels, [key]: value }, total);
    },
  });
}
