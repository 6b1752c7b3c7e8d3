import type { HttpRequest, HttpResponse, TemplatedApp, us_socket_context_t, WebSocket, WebSocketBehavior } from 'uWebSockets.js';
import { describeError } from '../../logging/describe-error.ts';
import { capture, emptyCapture, type Captured, type PreparedCaptures } from '../../capture.ts';
import { clientAddress } from '../../client-address.ts';
import type { Runtime } from '../../runtime.ts';
import type { Client } from '../../service.ts';
import { socketDrain } from './socket-io-transport.ts';

/** What was read of a request while it was readable. */
export interface SeenRequest {
  readonly raw: Captured;
  readonly client: Client;
}

export interface GuardedApp {
  /** The part of an app that Socket.IO uses. */
  readonly app: Pick<TemplatedApp, 'publish'> & { any: unknown; ws: unknown };
  /** What was seen of a request that Socket.IO keeps. */
  seen(request: object): SeenRequest | undefined;
}

interface EngineData {
  readonly transport: { emit(event: typeof socketDrain): unknown };
}

type Handler = (res: HttpResponse, req: HttpRequest) => void;
type Upgrade = (res: HttpResponse, req: HttpRequest, context: us_socket_context_t) => void;

/**
 * Stands between Socket.IO and the app: copies of each request what the contract declares (Engine.IO does not keep the
 * query), refuses bad framing, refuses binary frames, passes on when a slow reader has caught up, and keeps an error in
 * the library from taking the process down.
 */
export function guardApp(app: TemplatedApp, runtime: Runtime, captures: PreparedCaptures): GuardedApp {
  const seen = new WeakMap<object, SeenRequest>();

  const look = (res: HttpResponse, req: HttpRequest): boolean => {
    const raw = emptyCapture();
    capture(raw, req, captures);
    seen.set(req, { raw, client: { address: clientAddress(res, raw.forwardedFor, runtime.settings.trustedProxies) } });
    if (raw.framingFault === undefined) return true;
    res.writeStatus('400 Bad Request').end(raw.framingFault, true);
    return false;
  };
  const survive = (res: HttpResponse, work: () => void): void => {
    try {
      work();
    } catch (error) {
      runtime.log.error({ err: describeError(error) }, 'Socket.IO failed on a request');
      res.close();
    }
  };

  return {
    seen: (request) => seen.get(request),
    app: {
      publish: app.publish.bind(app),
      any(path: string, handler: Handler) {
        app.any(path, (res, req) => survive(res, () => {
          if (look(res, req)) handler(res, req);
        }));
        return this;
      },
      ws(path: string, behavior: WebSocketBehavior<EngineData> & { upgrade: Upgrade }) {
        app.ws<EngineData>(path, {
          ...behavior,
          upgrade: (res, req, context) => survive(res, () => {
            if (look(res, req)) void behavior.upgrade(res, req, context);
          }),
          open: (socket) => {
            cutOffWhenStuck(socket);
            void behavior.open?.(socket);
          },
          message: (socket, message, isBinary) => receive(behavior, socket, message, isBinary),
          drain: (socket) => void socket.getUserData().transport.emit(socketDrain),
        });
        return this;
      },
    },
  };
}

function receive(behavior: WebSocketBehavior<EngineData>, socket: WebSocket<EngineData>, message: ArrayBuffer, isBinary: boolean): void {
  if (isBinary) return socket.end(1003, 'binary messages are not understood');
  void behavior.message?.(socket, message, isBinary);
}

/**
 * Fact of uWebSockets.js: a close frame that has to wait behind other bytes waits for ever, and with it the memory of
 * them, for `end` takes the socket out of every timeout. Engine.IO always uses `end`; its close codes mean nothing.
 */
function cutOffWhenStuck(socket: WebSocket<EngineData>): void {
  const end = socket.end.bind(socket);
  socket.end = (code, reason) => (socket.getBufferedAmount() === 0 ? end(code, reason) : socket.close());
}
