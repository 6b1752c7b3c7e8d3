/** What generated clients build on. Runs in browsers and on Node; imports nothing of the server. */
export { channelUrl, type AddressInput } from './channel-url.ts';
export { ConnectError, ConnectionClosed, ConnectionRefused, MalformedMessage, MessagesLost, WaitTimeout } from './client-errors.ts';
export { proveCaller, type Alternatives, type Login, type Proof, type Secret, type Secrets } from './credentials.ts';
export type { Fresh } from './fresh.ts';
export type { WaitOptions } from './message-inbox.ts';
export type { Encoding, MessageName, Sendable } from './message-map.ts';
export type { BasicWebSocket, WebSocketConstructor } from './open-web-socket.ts';
export { toOutcome, UndeclaredStatus, type FetchResult, type Outcome } from './outcome.ts';
export type { ParameterForm } from './parameter-text.ts';
export { requestPreparer, type PreparedRequest, type PrepareRequest, type RequestInput, type RequestPlan } from './prepare-request.ts';
export type { ReconnectOptions } from './reconnect-delay.ts';
export {
  connectSocketIo,
  type PayloadArgument,
  type SocketIoClose,
  type SocketIoConnection,
  type SocketIoEvent,
  type SocketIoOptions,
} from './socket-io-connection.ts';
export { streamEvents, StreamBroken, type ServerEvent, type StreamOptions } from './stream-events.ts';
export {
  connectWebSocket,
  type Close,
  type ReplyOptions,
  type WebSocketConnection,
  type WebSocketOptions,
} from './web-socket-connection.ts';
