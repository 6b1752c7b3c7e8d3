import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { connectWebSocket, type WebSocketConnection } from '../../../runtime/client/index.ts';
import type { ChannelRow } from '../../../runtime/contract.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { roomHandlers, roomRow, type RoomReceives, type RoomSends } from './room-channel.ts';
import { startChannels, type RunningChannels, type TestHandlers } from './start-channels.ts';

export type Room = WebSocketConnection<RoomSends, RoomReceives>;

/** A connection as the handlers see it. */
export type ServerSide = Parameters<TestHandlers['open']>[0];

export interface RoomStart {
  readonly row?: Partial<ChannelRow>;
  readonly handlers?: Parameters<typeof roomHandlers>[0];
  readonly settings?: Partial<Settings>;
}

/** A service with the room channel, stopped when the test is over. */
export async function startRooms(test: TestContext, { row, handlers, settings }: RoomStart = {}): Promise<RunningChannels> {
  const service = await startChannels({ channels: [{ row: roomRow(row), handlers: roomHandlers(handlers) }], settings });
  test.after(() => service.stop());
  return service;
}

export function openRoom(service: RunningChannels, room = 'hall'): Promise<Room> {
  return connectWebSocket<RoomSends, RoomReceives>({ url: `${service.url}/v1/rooms/${room}`, discriminator: 'type' });
}

/** For messages that the typed client cannot send. */
export async function openRawRoom(service: RunningChannels): Promise<{ socket: WebSocket; closed: Promise<number> }> {
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}/v1/rooms/hall`);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return { socket, closed };
}

export function nextMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))));
}

/** For what no client library sends or endures: an upgraded connection without one. */
export async function openSocket(service: RunningChannels): Promise<Socket> {
  const socket = connect(service.port, '127.0.0.1');
  socket.write(handshake('/v1/rooms/hall'));
  assert.match((await nextBytes(socket)).toString(), /^HTTP\/1\.1 101 /);
  return socket;
}

/** An upgrade request (RFC 6455, section 1.2). */
export function handshake(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: rooms\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
    + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
}

export async function nextBytes(socket: Socket): Promise<Buffer> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes;
}

/** A text frame of less than 126 bytes, masked with zeros (RFC 6455, section 5.2). */
export function textFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}
