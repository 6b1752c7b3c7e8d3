/** What users of generated clients meet (`specwright/client`, docs/api.md). Runs in browsers and on Node; imports nothing of the server. */
export { ConnectError, ConnectionClosed, ConnectionRefused, MalformedMessage, MessagesLost, WaitTimeout } from './client-errors.ts';
export type { Download } from './download.ts';
export type { Bytes } from './encode-body.ts';
export type { NamedFile, Upload } from './encode-multipart.ts';
export type { Fresh } from './fresh.ts';
export type { WaitOptions } from './message-inbox.ts';
export { UndeclaredStatus, type Media, type Outcome } from './outcome.ts';
export type { ReconnectOptions } from './reconnect-delay.ts';
export {
  connectSocketIo,
  type PayloadArgument,
  type SocketIoClose,
  type SocketIoConnection,
  type SocketIoEvent,
  type SocketIoOptions,
} from './socket-io-connection.ts';
export { StreamBroken } from './follow-events.ts';
export type { ReceivedEvent } from './received-event.ts';
export { streamEvents, type ServerEvent, type StreamOptions } from './stream-events.ts';
export type { EventStream, ItemStream } from './read-stream.ts';
export {
  connectWebSocket,
  type Close,
  type ReplyOptions,
  type WebSocketConnection,
  type WebSocketOptions,
} from './web-socket-connection.ts';
export * from './for-generated-code.ts';
