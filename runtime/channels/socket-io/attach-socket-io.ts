import type { Namespace, Socket } from 'socket.io';
import type { TemplatedApp } from 'uWebSockets.js';
import { prepareCaptures, type PreparedCaptures } from '../../capture.ts';
import { loadSocketIo } from '../../load-when-needed.ts';
import type { Runtime } from '../../runtime.ts';
import { credentialSources } from '../../security/credentials.ts';
import { isAllowedOrigin } from '../allowed-origin.ts';
import type { LiveChannel } from '../live-channel.ts';
import { ConnectRefusal, prepareSocketAdmission, type Member } from './admit-socket.ts';
import { decodeEvent } from './decode-event.ts';
import { guardApp, type GuardedApp } from './guard-app.ts';

export interface SocketIoServer {
  /** Closes the connections so that the clients try to connect again, as they do after a lost one. */
  close(): Promise<void>;
}

/** Bytes of Engine.IO and Socket.IO around a message: packet type, namespace, event name, acknowledgement id. */
const packetRoom = 1024;

/** Bound by uWebSockets.js, in seconds. */
const longestIdle = 960;

/** Serves Socket.IO channels, one namespace each, over polling and WebSocket. Undefined if there are none. */
export function attachSocketIo(app: TemplatedApp, channels: readonly LiveChannel[], runtime: Runtime): SocketIoServer | undefined {
  if (channels.length === 0) return undefined;
  const guarded = guardApp(app, runtime, joinCaptures(channels, runtime));
  const idleSeconds = Math.max(...channels.map((channel) => channel.row.limits.idleSeconds));
  const pingSeconds = Math.min(25, idleSeconds / 2);
  const { Server } = loadSocketIo();
  const server = new Server({
    serveClient: false,
    transports: runtime.settings.socketIoPolling ? ['polling', 'websocket'] : ['websocket'],
    connectTimeout: 10_000,
    pingInterval: pingSeconds * 1000,
    pingTimeout: (idleSeconds - pingSeconds) * 1000,
    maxHttpBufferSize: Math.max(...channels.map((channel) => channel.row.limits.messageBytes)) + packetRoom,
    // Engine.IO compresses answers to polls in the background, and does not notice a client that goes away meanwhile.
    httpCompression: false,
    cors: readCors(runtime.settings.corsOrigins),
    allowRequest: (request, decide) => decide(null, mayConnect(runtime, request.headers)),
  });
  // Engine.IO's types do not know the options of uWebSockets.js, nor that it takes less than an app.
  const socketOptions = { maxBackpressure: 0, idleTimeout: Math.min(longestIdle, Math.max(8, idleSeconds)) };
  server.attachApp(guarded.app, socketOptions as object);
  if (!channels.some((channel) => channel.row.address === '/')) server.of('/').use((_, next) => next(new ConnectRefusal('Invalid namespace', undefined)));
  for (const channel of channels) attachNamespace(server.of(channel.row.address), channel, guarded, runtime);
  return { close: () => server.close() };
}

function attachNamespace(namespace: Namespace, channel: LiveChannel, guarded: GuardedApp, runtime: Runtime): void {
  const admit = prepareSocketAdmission(channel, runtime);
  const members = new WeakMap<Socket, Member>();
  namespace.use((socket, next) => {
    const seen = guarded.seen(socket.request);
    if (!seen) return next(new ConnectRefusal('Internal error', { code: 'internal' }));
    void admit(socket, seen).then((outcome) => {
      if (outcome instanceof ConnectRefusal) return next(outcome);
      members.set(socket, outcome);
      next();
    });
  });
  namespace.on('connection', (socket) => {
    const member = members.get(socket);
    if (!member) return void socket.disconnect(true);
    // The protocol also allows numbers as names.
    socket.onAny((name: string | number, ...received: unknown[]) => member.conversation.receive(decodeEvent(channel.row, String(name), received)));
    member.transport.begin();
  });
}

/** One handshake may be followed by several namespaces, so it is copied for all of them. */
function joinCaptures(channels: readonly LiveChannel[], runtime: Runtime): PreparedCaptures {
  const { contract, signInHeaders = [] } = runtime.service;
  const sources = channels.map((channel) => credentialSources(contract, channel.row.security, ''));
  const headers = [...channels.flatMap((channel) => channel.row.captures.headers), ...sources.flatMap((source) => source.headers), ...signInHeaders];
  return prepareCaptures({ path: 0, query: true, headers, cookies: true }, { headers: [], query: true });
}

/** Browsers send polls to other origins only if these headers allow it. */
function readCors(origins: readonly string[]): { origin: string | string[]; credentials: boolean } | undefined {
  if (origins.length === 0) return undefined;
  const all = origins.includes('*');
  return { origin: all ? '*' : [...origins], credentials: !all };
}

function mayConnect({ load, settings }: Runtime, headers: { readonly origin?: string; readonly host?: string }): boolean {
  return !load.draining && isAllowedOrigin(settings.corsOrigins, headers.origin ?? '', headers.host ?? '');
}
