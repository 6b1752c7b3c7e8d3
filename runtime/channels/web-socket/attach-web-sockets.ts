import type { TemplatedApp, WebSocket } from 'uWebSockets.js';
import type { ChannelRow } from '../../contract.ts';
import type { Runtime } from '../../runtime.ts';
import { PathIndex } from '../../routing/path-index.ts';
import { routerPattern } from '../../routing/router-pattern.ts';
import { answerProblem } from '../answer-problem.ts';
import { ChannelConnection, type Admission } from '../channel-connection.ts';
import { Conversation, type Opening } from '../conversation.ts';
import type { LiveChannel } from '../live-channel.ts';
import { decodeMessage } from './decode-message.ts';
import { LateUpgrade } from './late-upgrade.ts';
import { prepareUpgrade } from './upgrade.ts';
import { WebSocketTransport } from './web-socket-transport.ts';

/** What uWebSockets.js keeps with a socket. */
interface SocketData {
  readonly admission: Admission;
  opened: { readonly conversation: Conversation; readonly transport: WebSocketTransport } | undefined;
}

/** uWebSockets.js takes 8 to 960 seconds, and counts in steps of four. */
const idleRange = { least: 8, most: 960 };

/**
 * uWebSockets.js drops a connection without a close frame when a message is larger than `maxPayloadLength`. So it is
 * given room above the contract's limit, in which the runtime can answer with 1009; what is larger still is dropped.
 */
const payloadRoom = { factor: 16, most: 16 * 1024 * 1024 };

/** Registers WebSocket channels (RFC 6455) on the app. Undefined if there are none. */
export function attachWebSockets(app: TemplatedApp, channels: readonly LiveChannel[], runtime: Runtime): { close(): void } | undefined {
  if (channels.length === 0) return undefined;
  const late = new LateUpgrade();
  const index = new PathIndex<LiveChannel>();
  for (const channel of channels) index.add(channel.row.address, () => channel);
  for (const channel of channels) attachWebSocket(app, channel, runtime, { late, index });
  return late;
}

interface Shared {
  readonly late: LateUpgrade;
  /** Says which channel an address is of: several may have one pattern of the router, which knows no partial segments. */
  readonly index: PathIndex<LiveChannel>;
}

function attachWebSocket(app: TemplatedApp, channel: LiveChannel, runtime: Runtime, { late, index }: Shared): void {
  const { row } = channel;
  app.ws<SocketData>(routerPattern(row.address), {
    maxPayloadLength: Math.max(row.limits.messageBytes, Math.min(row.limits.messageBytes * payloadRoom.factor, payloadRoom.most)),
    idleTimeout: Math.min(Math.max(row.limits.idleSeconds, idleRange.least), idleRange.most),
    sendPingsAutomatically: true,
    // Without a limit of its own: the connection counts, closes with 1013, and the close frame must still get through.
    maxBackpressure: 0,
    upgrade: prepareUpgrade(channel, runtime, {
      late,
      findPath: (url) => {
        const found = index.find(url);
        return found?.value === channel ? found.parameters : undefined;
      },
      makeData: (admission): SocketData => ({ admission, opened: undefined }),
    }),
    open: (socket) => openSocket(channel, socket),
    message: (socket, data, isBinary) => receive(row, socket.getUserData().opened?.conversation, data, isBinary),
    drain: (socket) => noticeDrain(socket.getUserData()),
    close: (socket, code, reason) => noticeClose(socket.getUserData(), readCloseCode(code, reason)),
  });
}

function openSocket(channel: LiveChannel, socket: WebSocket<SocketData>): void {
  const data = socket.getUserData();
  const transport = new WebSocketTransport(socket, (code) => conversation.end(code));
  const connection = new ChannelConnection(channel, transport, data.admission);
  const conversation = new Conversation(channel, connection);
  data.opened = { conversation, transport };
  conversation.open((opening) => settleOpening(channel, connection, opening));
}

function noticeDrain({ opened }: SocketData): void {
  opened?.transport.noticeDrain();
  opened?.conversation.connection.noticeDrain();
}

function noticeClose({ opened }: SocketData, code: number): void {
  opened?.transport.noticeClose();
  opened?.conversation.end(code);
}

function settleOpening(channel: LiveChannel, connection: ChannelConnection, opening: Opening): void {
  if (opening.kind === 'refused') answerProblem(channel, connection, { code: 'refused', refusal: opening.refusal });
  if (opening.kind !== 'thrown') return;
  answerProblem(channel, connection, { code: 'thrown', error: opening.error, name: 'open', payload: undefined });
  connection.terminate(1011, 'internal error');
}

/** The buffer is only readable until this returns, so its text is taken at once. */
function receive(row: ChannelRow, conversation: Conversation | undefined, data: ArrayBuffer, isBinary: boolean): void {
  if (!conversation) return;
  if (isBinary) return conversation.connection.terminate(1003, 'binary messages are not understood');
  if (data.byteLength > row.limits.messageBytes) return conversation.receiveTooLarge();
  conversation.receive(decodeMessage(row, Buffer.from(data).toString('utf8'), data.byteLength));
}

/** When uWebSockets.js drops a connection itself, it reports 1006 and says why in words. */
function readCloseCode(code: number, reason: ArrayBuffer): number {
  if (code !== 1006) return code;
  const text = Buffer.from(reason).toString();
  if (text.includes('too big')) return 1009;
  return text.includes('UTF-8') ? 1007 : code;
}
