import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import { ConnectError, connectSocketIo, type SocketIoConnection, type SocketIoOptions } from '../../../runtime/client/index.ts';
import type { ChannelRow } from '../../../runtime/contract.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { talkHandlers, talkRow, type TalkReceives, type TalkReplies, type TalkSends } from './room-channel.ts';
import { startChannels, type RunningChannels } from './start-channels.ts';

export type Talk = SocketIoConnection<TalkSends, TalkReceives, TalkReplies>;

export interface TalkStart {
  readonly row?: Partial<ChannelRow>;
  readonly handlers?: Parameters<typeof talkHandlers>[0];
  readonly settings?: Partial<Settings>;
}

/** A service with the talk channel, stopped when the test is over. */
export async function startTalks(test: TestContext, { row, handlers, settings }: TalkStart = {}): Promise<RunningChannels> {
  const service = await startChannels({ channels: [{ row: talkRow(row), handlers: talkHandlers(handlers) }], settings });
  test.after(() => service.stop());
  return service;
}

export async function openTalk(test: TestContext, service: RunningChannels, options: Partial<SocketIoOptions> = {}): Promise<Talk> {
  const talk = await connectSocketIo<TalkSends, TalkReceives, TalkReplies>({
    url: service.url,
    namespace: '/talk',
    query: { room: 'hall' },
    encodings: { sends: { letter: 'json-text', wave: 'none' }, receives: { news: 'json-text' } },
    ...options,
  });
  test.after(() => talk.close());
  return talk;
}

/** The CONNECT_ERROR that is expected. */
export async function refusedTalk(test: TestContext, service: RunningChannels, options: Partial<SocketIoOptions>): Promise<{ message: string; data: unknown }> {
  const error = await openTalk(test, service, options).then(() => assert.fail('the connection was accepted'), (reason: unknown) => reason);
  assert.ok(error instanceof ConnectError, String(error));
  return { message: error.message, data: error.data };
}

/** For what the typed client cannot send. */
export async function openRawTalk(test: TestContext, service: RunningChannels): Promise<Socket> {
  const socket = io(`${service.url}/talk`, { query: { room: 'hall' }, forceNew: true, transports: ['websocket'] });
  test.after(() => socket.disconnect());
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}
