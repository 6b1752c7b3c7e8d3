import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { FanOut, Membership, Notice } from './fan-out.ts';

export interface RedisFanOut extends FanOut {
  /** Resolves when the connections are up. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Carries notices through the publish/subscribe of Redis or Valkey, one channel per service: `specwright:<service>`.
 * While the server is out of reach, notices are lost and the loss is logged; the connections come back by themselves.
 */
export function createRedisFanOut(url: string, log: Logger): RedisFanOut {
  const publisher = connect(url, log);
  const subscriber = connect(url, log);
  const receivers = new Map<string, Receiver>();
  subscriber.on('message', (channel: string, text: string) => {
    for (const receiver of receivers.values()) if (receiver.channel === channel) receiver.receive(text);
  });
  return {
    join(service, receive): Membership {
      const node = randomUUID();
      const channel = `specwright:${service}`;
      const reportLoss = (error: unknown): void => log.error({ err: error, service }, 'a notice to the other nodes was lost');
      receivers.set(node, {
        channel,
        receive(text) {
          const sent = readNotice(text);
          if (!sent) return log.error({ service }, 'a notice from another node could not be read');
          if (sent.node !== node) receive(sent.notice);
        },
      });
      subscriber.subscribe(channel).catch((error: unknown) => log.error({ err: error, service }, 'subscribing to the other nodes failed'));
      return {
        send(notice) {
          publisher.publish(channel, JSON.stringify({ node, notice })).catch(reportLoss);
        },
        async leave() {
          receivers.delete(node);
          const isLast = ![...receivers.values()].some((other) => other.channel === channel);
          if (isLast && subscriber.status === 'ready') await subscriber.unsubscribe(channel);
        },
      };
    },
    async ready() {
      await Promise.all([publisher.ping(), subscriber.ping()]);
    },
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

interface Receiver {
  readonly channel: string;
  receive(text: string): void;
}

/** Undefined for text that no node of this program sent. */
function readNotice(text: string): { node: string; notice: Notice } | undefined {
  try {
    const sent = JSON.parse(text) as { node?: unknown; notice?: unknown } | null;
    const isNotice = typeof sent?.node === 'string' && typeof sent.notice === 'object' && sent.notice !== null;
    return isNotice ? (sent as { node: string; notice: Notice }) : undefined;
  } catch {
    return undefined;
  }
}

/** A command waits for at most one reconnect, so that nothing piles up while the server is away. */
function connect(url: string, log: Logger): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  redis.on('error', (error: Error) => log.warn({ err: error }, 'the connection to Redis failed'));
  return redis;
}
