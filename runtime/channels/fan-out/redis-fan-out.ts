import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { describeError } from '../../logging/describe-error.ts';
import { connectRedis, untilReady } from '../../redis.ts';
import type { FanOut, Notice } from './fan-out.ts';

export interface RedisFanOut extends FanOut {
  /** Resolves when the connections are up. Nobody has to wait: until then, a node reaches its own connections. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Carries notices through the publish/subscribe of Redis or Valkey, one channel per service: `specwright:<service>`.
 * While the server is out of reach, notices to other nodes are lost and the loss is logged; the connections come back by
 * themselves.
 *
 * @param url `redis://…` or `rediss://…`; several, with commas between, are nodes of one cluster
 */
export function createRedisFanOut(url: string, log: Logger): RedisFanOut {
  const losses = new Losses(log);
  // Nothing may pile up while the server is away: an old notice is worth less than memory.
  const publisher = connectRedis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  const subscriber = connectRedis(url, { maxRetriesPerRequest: null });
  const members = new Map<string, Member>();
  for (const redis of [publisher, subscriber]) redis.on('error', (error: unknown) => losses.noteError(error));
  publisher.on('ready', () => losses.noteReady());
  subscriber.on('message', (channel: string, text: string) => {
    for (const member of members.values()) if (member.channel === channel) member.receive(text);
  });
  return {
    join(service, receive) {
      const node = randomUUID();
      const channel = `specwright:${service}`;
      members.set(node, { channel, receive: (text) => receiveNotice(text, node, receive, log) });
      subscriber.subscribe(channel).catch((error: unknown) => losses.noteError(error));
      return {
        send(notice) {
          publisher.publish(channel, JSON.stringify({ node, notice })).catch((error: unknown) => losses.noteLoss(error));
        },
        async leave() {
          members.delete(node);
          const isLast = ![...members.values()].some((other) => other.channel === channel);
          // Not waited for: a server that is away may never answer. Closing the connection ends what is subscribed, too.
          if (isLast) subscriber.unsubscribe(channel).catch(() => undefined);
        },
      };
    },
    async ready() {
      await Promise.all([untilReady(publisher), untilReady(subscriber)]);
    },
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

interface Member {
  readonly channel: string;
  receive(text: string): void;
}

function receiveNotice(text: string, node: string, receive: (notice: Notice) => void, log: Logger): void {
  const sent = readNotice(text);
  if (!sent) log.error('a notice from another node could not be read');
  else if (sent.node !== node) receive(sent.notice);
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

/** Says once that the server is away, and when it is back, how much was lost. */
class Losses {
  readonly #log: Logger;
  #isAway = false;
  #lost = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  noteError(error: unknown): void {
    if (!this.#isAway) this.#log.warn({ err: describeError(error) }, 'Redis is away: the connections of other nodes are not reached');
    this.#isAway = true;
  }

  noteLoss(error: unknown): void {
    this.noteError(error);
    this.#lost += 1;
  }

  noteReady(): void {
    if (this.#isAway) this.#log.warn({ lostNotices: this.#lost }, 'Redis is back: the connections of other nodes are reached again');
    this.#isAway = false;
    this.#lost = 0;
  }
}
