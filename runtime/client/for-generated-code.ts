/** What generated clients build on, and nobody else; it may change with every version. */
export { channelUrl, type AddressInput } from './channel-url.ts';
export { proveCaller, type Alternatives, type Login, type Proof, type Secret, type Secrets } from './credentials.ts';
export { fillExpressions, type Exchanged, type ExchangedMessage } from './fill-expressions.ts';
export type { Encoding, MessageName, Sendable } from './message-map.ts';
export type { BasicWebSocket, WebSocketConstructor } from './open-web-socket.ts';
export { toOutcome, type FetchResult } from './outcome.ts';
export type { ParameterForm } from './parameter-text.ts';
export { requestPreparer, type PreparedRequest, type PrepareRequest, type RequestInput, type RequestPlan } from './prepare-request.ts';
export { encodeFields } from './encode-fields.ts';
export { encodeLines } from './json-lines.ts';
export { toStreamOutcome } from './stream-outcome.ts';
export { takeItems } from './take-items.ts';
export { sendTo } from './send-to.ts';
