/** What generated clients and our own tools build on, and nobody else; it may change with every version. */
export { channelUrl, type AddressInput } from './channel-url.ts';
export { proveCaller, type Alternatives, type Login, type Proof, type Secret, type Secrets } from './credentials.ts';
export { encodeBody, type BodyPlan, type FieldPlan } from './encode-body.ts';
export { fillExpressions, type Exchanged, type ExchangedMessage } from './fill-expressions.ts';
export { fillLink, type LinkPlan } from './fill-link.ts';
export type { Encoding, MessageName, Sendable } from './message-map.ts';
export type { BasicWebSocket, WebSocketConstructor } from './open-web-socket.ts';
export type { ParameterForm } from './parameter-text.ts';
export { requestPreparer, type PreparedRequest, type PrepareRequest, type RequestInput, type RequestPlan } from './prepare-request.ts';
export { readHeader } from './read-header.ts';
export { requestSender, type OperationPlan, type Sender, type SendOptions, type SendRequest } from './send-request.ts';
export { takeItems } from './take-items.ts';
export { sendTo } from './send-to.ts';
