import type { CheckDescription } from '../checks/check.ts';

export const handshake: CheckDescription = {
  id: 'ws-handshake',
  severity: 'error',
  purpose: 'A handshake that keeps to the contract opens a connection, and none makes the server fail (RFC 6455 section 4).',
};
export const messageSchema: CheckDescription = {
  id: 'ws-message-schema',
  severity: 'error',
  purpose: 'Every message that comes is valid by its schema (AsyncAPI 3.0, "Message Object", `payload`).',
};
export const undocumentedMessage: CheckDescription = {
  id: 'async-undocumented-message',
  severity: 'error',
  purpose: 'Every message that comes is one that the channel sends (AsyncAPI 3.0, "Channel Object").',
};
export const validMessage: CheckDescription = {
  id: 'ws-valid-message',
  severity: 'error',
  purpose: 'A message that the contract allows is not refused as wrong, nor is the connection closed for it.',
};
export const invalidMessage: CheckDescription = {
  id: 'ws-invalid-message-reply',
  severity: 'error',
  purpose: 'A message that breaks the contract is not taken as a right one; where an error is declared as a reply, it is answered.',
};
export const replies: CheckDescription = {
  id: 'ws-reply',
  severity: 'error',
  purpose: 'A message with declared replies is answered by one of them (AsyncAPI 3.0, "Operation Reply Object"); where there are none, silence is right.',
};
export const correlation: CheckDescription = {
  id: 'ws-reply-correlation',
  severity: 'error',
  purpose: 'An answer that names the message it answers names the right one (AsyncAPI 3.0, "Correlation ID Object").',
};
export const closeCode: CheckDescription = {
  id: 'ws-close-code',
  severity: 'error',
  purpose: 'A connection is closed with a code that is declared or of RFC 6455 (section 7.4), not by dropping it or by failing, and a close is answered.',
};

/** Checks of connections; Socket.IO is held to them, too. */
export const channelChecks: readonly CheckDescription[] = [handshake, messageSchema, undocumentedMessage, validMessage, invalidMessage, replies, correlation, closeCode];
