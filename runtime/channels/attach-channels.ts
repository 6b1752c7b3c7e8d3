import type { TemplatedApp } from 'uWebSockets.js';
import { describeError } from '../logging/describe-error.ts';
import type { Background } from '../background.ts';
import type { ChannelRow } from '../contract.ts';
import { RuntimeError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import type { Publisher, Publishers } from '../service.ts';
import { createChannelMetrics } from './channel-metrics.ts';
import type { Notice } from './fan-out/fan-out.ts';
import { createProcessFanOut } from './fan-out/process-fan-out.ts';
import { LiveChannel, type AnyHandlers } from './live-channel.ts';
import { attachSocketIo } from './socket-io/attach-socket-io.ts';
import { attachWebSockets } from './web-socket/attach-web-sockets.ts';

/** The channels of a running service. */
export interface Channels {
  readonly publishers: Publishers;
  /** Connections of this node. */
  openSockets(): number;
  /** Closes every connection, and waits for its handlers, at most as long as the service drains. */
  close(code: number, reason: string): Promise<void>;
}

/**
 * Registers all channels of the service on the app; to be called before its routes.
 * @throws RuntimeError `handler-missing` and what prepareSecurity throws
 */
export function attachChannels(app: TemplatedApp, runtime: Runtime): Channels {
  const { contract } = runtime.service;
  const publishers: Record<string, Publisher> = {};
  const channels = new Map<string, LiveChannel>();
  const fanOut = runtime.settings.fanOut ?? createProcessFanOut();
  const membership = fanOut.join(contract.name, (notice) => channels.get(notice.channel)?.deliver(notice));
  const metricsOf = createChannelMetrics(runtime.metrics);
  const { background } = runtime;

  for (const row of contract.channels) {
    const channel = new LiveChannel({
      row,
      handlers: findHandlers(runtime, row),
      context: { db: runtime.db, services: runtime.services, channels: publishers, background: (work) => background.begin(work) },
      checks: runtime.checks,
      log: runtime.log.child({ channel: row.name }),
      metrics: metricsOf(row.name),
      tell: (notice: Notice) => membership.send(notice),
    });
    channels.set(row.name, channel);
    publishers[row.name] = channel;
  }
  const all = [...channels.values()];
  const webSockets = attachWebSockets(app, all.filter((channel) => channel.row.protocol === 'ws'), runtime);
  const socketIo = attachSocketIo(app, all.filter((channel) => channel.row.protocol === 'socketio'), runtime);

  return {
    publishers,
    openSockets: () => all.reduce((sum, channel) => sum + channel.connections.size, 0),
    async close(code, reason) {
      await socketIo?.close();
      for (const channel of all) for (const connection of [...channel.connections]) connection.terminate(code, reason);
      await waitForEndings(all, background, runtime.settings.drainSeconds);
      webSockets?.close();
      await membership.leave().catch((error: unknown) => runtime.log.warn({ err: describeError(error) }, 'leaving the other nodes failed'));
    },
  };
}

/** A missing handler would only show when its first message comes. */
function findHandlers({ service }: Runtime, row: ChannelRow): AnyHandlers {
  const handlers = service.channelHandlers[row.name];
  if (!handlers) throw new RuntimeError('handler-missing', `${service.contract.name}: the channel ${row.name} has no handlers.`);
  for (const { operationId } of Object.values(row.receive)) {
    if (typeof handlers.receive[operationId] === 'function') continue;
    throw new RuntimeError('handler-missing', `${service.contract.name}: the channel ${row.name} has no handler for ${operationId}.`);
  }
  return handlers;
}

/** Bounded: a handler that never ends must not keep the process from ending. */
async function waitForEndings(channels: readonly LiveChannel[], background: Background, seconds: number): Promise<void> {
  const endings = Promise.allSettled(channels.flatMap((channel) => [...channel.endings]));
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, seconds * 1000)));
  await Promise.race([endings, tooLong]);
  await background.finish(tooLong);
  clearTimeout(timer);
}
