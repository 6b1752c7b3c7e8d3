import { Counter, Gauge, type Registry } from 'prom-client';
import type { ChannelProblem } from '../service.ts';

/** What is counted on one channel. */
export interface ChannelMetrics {
  opened(): void;
  closed(code: number): void;
  received(message: string): void;
  sent(message: string): void;
  refused(problem: ChannelProblem['code']): void;
}

/** Registers the channels' metrics, and returns the counters of one channel. Labels only ever come from the contract. */
export function createChannelMetrics(registry: Registry): (channel: string) => ChannelMetrics {
  const registers = [registry];
  const open = new Gauge({ name: 'channel_connections_open', help: 'Open connections', labelNames: ['channel'], registers });
  const closes = new Counter({ name: 'channel_closes_total', help: 'Closed connections by close code', labelNames: ['channel', 'code'], registers });
  const messages = new Counter({ name: 'channel_messages_total', help: 'Messages by direction', labelNames: ['channel', 'direction', 'message'], registers });
  const problems = new Counter({ name: 'channel_problems_total', help: 'Messages that no handler got, and failures', labelNames: ['channel', 'problem'], registers });
  return (channel) => ({
    opened: () => open.inc({ channel }),
    closed(code) {
      open.dec({ channel });
      closes.inc({ channel, code });
    },
    received: (message) => messages.inc({ channel, direction: 'in', message }),
    sent: (message) => messages.inc({ channel, direction: 'out', message }),
    refused: (problem) => problems.inc({ channel, problem }),
  });
}
