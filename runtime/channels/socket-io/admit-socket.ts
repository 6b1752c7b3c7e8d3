import type { Socket } from 'socket.io';
import { describeError } from '../../logging/describe-error.ts';
import type { Runtime } from '../../runtime.ts';
import type { ChannelProblem } from '../../service.ts';
import { prepareAdmission, type NotAdmitted } from '../admit.ts';
import { askProblem } from '../answer-problem.ts';
import { ChannelConnection, type Admission } from '../channel-connection.ts';
import { Conversation, type Opening } from '../conversation.ts';
import type { LiveChannel } from '../live-channel.ts';
import type { SeenRequest } from './guard-app.ts';
import { SocketIoTransport } from './socket-io-transport.ts';

/** A client that was let into a namespace. */
export interface Member {
  readonly conversation: Conversation;
  readonly transport: SocketIoTransport;
}

/** An error that Socket.IO sends as CONNECT_ERROR. */
export class ConnectRefusal extends Error {
  readonly data: unknown;

  constructor(message: string, data: unknown) {
    super(message);
    this.name = 'ConnectRefusal';
    this.data = data;
  }
}

/** Decides about a client that wants to join the channel's namespace: `admit` resolves to a member, or to why not. */
export function prepareSocketAdmission(channel: LiveChannel, runtime: Runtime): (socket: Socket, seen: SeenRequest) => Promise<Member | ConnectRefusal> {
  const admit = prepareAdmission(channel.row, runtime);
  return async (socket, seen) => {
    const gone = new AbortController();
    socket.conn.once('close', () => gone.abort());
    const raw = { ...seen.raw, headers: withToken(seen.raw.headers, socket.handshake.auth) };
    const admitted = await admit({ raw, host: '', client: seen.client, isFromProxy: false, signal: gone.signal, fault: undefined });
    if ('problem' in admitted) return refuse(channel, socket, seen, admitted);
    return openMember(channel, socket, admitted.admission);
  };
}

/** Browsers cannot set headers with a WebSocket; Socket.IO's place for a token is `auth.token`. */
function withToken(headers: Readonly<Record<string, string | undefined>>, auth: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  const token = auth['token'];
  return typeof token === 'string' && token !== '' ? { ...headers, authorization: `Bearer ${token}` } : { ...headers };
}

function openMember(channel: LiveChannel, socket: Socket, admission: Admission): Promise<Member | ConnectRefusal> {
  const transport = new SocketIoTransport(socket, () => connection.noticeDrain());
  const connection = new ChannelConnection(channel, transport, admission);
  const conversation = new Conversation(channel, connection);
  endWith(socket, conversation);
  return new Promise((resolve) => {
    conversation.open((opening) => {
      if (opening.kind === 'open') return resolve({ conversation, transport });
      resolve(toRefusal(channel, connection, toProblem(opening)));
      conversation.end(1008);
    });
  });
}

/** A client may leave the namespace, or lose the connection; the latter also while it is not in yet. */
function endWith(socket: Socket, conversation: Conversation): void {
  const end = (): void => conversation.end(1006);
  socket.once('disconnect', (reason) => conversation.end(reason.includes('namespace disconnect') ? 1000 : 1006));
  socket.conn.once('close', end);
}

function toProblem(opening: Exclude<Opening, { kind: 'open' }>): ChannelProblem {
  if (opening.kind === 'refused') return { code: 'refused', refusal: opening.refusal };
  return { code: 'thrown', error: opening.error, name: 'open', payload: undefined };
}

/** For those who are not let in there is no connection yet; the channel's `problem` gets one that is closed. */
function refuse(channel: LiveChannel, socket: Socket, { raw, client }: SeenRequest, { problem }: NotAdmitted): ConnectRefusal {
  const nobody = { actor: undefined, path: {}, query: {}, requestId: raw.requestId, client };
  const connection = new ChannelConnection(channel, new SocketIoTransport(socket, () => undefined), nobody);
  connection.markClosed();
  switch (problem.code) {
    case 'unauthenticated':
    case 'forbidden':
      return toRefusal(channel, connection, { code: 'refused', refusal: { refused: problem.code, reason: problem.reason, detail: problem.detail } });
    case 'invalid-request':
      return toRefusal(channel, connection, { code: 'invalid-connect', violations: problem.violations });
    case 'thrown':
      return toRefusal(channel, connection, { code: 'thrown', error: problem.error, name: 'open', payload: undefined });
    default:
      return toRefusal(channel, connection, { code: 'refused', refusal: { refused: 'forbidden', reason: problem.code, detail: 'The service takes no connections now.' } });
  }
}

/** The channel's own packet if it has one, else one with the problem's own words. */
function toRefusal(channel: LiveChannel, connection: ChannelConnection, problem: ChannelProblem): ConnectRefusal {
  const { reply } = askProblem(channel, connection, problem);
  channel.metrics.refused(problem.code);
  connection.log.info({ problem: problem.code }, 'connection refused');
  return checkPacket(channel, connection, reply ?? describe(problem));
}

function describe(problem: ChannelProblem): ConnectPacket {
  if (problem.code === 'refused') return { message: problem.refusal.detail, data: { code: problem.refusal.reason } };
  if (problem.code === 'invalid-connect') return { message: problem.violations[0]?.message ?? 'The connect query is invalid.', data: { code: problem.code } };
  return internal;
}

interface ConnectPacket {
  readonly message: string;
  readonly data?: unknown;
}

const internal: ConnectPacket = { message: 'Internal error', data: { code: 'internal' } };

/** A contract may describe the packet as its message `connect_error`. */
function checkPacket(channel: LiveChannel, connection: ChannelConnection, packet: unknown): ConnectRefusal {
  try {
    if (Object.hasOwn(channel.row.send, connectError)) channel.prepare(connectError, packet);
    const { message, data } = packet as ConnectPacket;
    return new ConnectRefusal(String(message), data);
  } catch (error) {
    connection.log.error({ err: describeError(error) }, 'the answer to a refused connection breaks the contract');
    return new ConnectRefusal(internal.message, internal.data);
  }
}

const connectError = 'connect_error';
