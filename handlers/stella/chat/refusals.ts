import { DomainError, type DomainErrorCode } from '../../../domain/errors.ts';
import type * as types from '../../../generated/stella/types.ts';

/** A code of the contract with its sentence for people. */
export interface Refused<Code extends string> {
  readonly code: Code;
  readonly text: string;
}

type Table<Code extends string> = { readonly [From in DomainErrorCode]?: Refused<Code> };

const usedConnection: Refused<types.ConnectErrorCode> = { code: 'invalid_connection_string', text: 'The connection string is not valid' };

const connections: Table<types.ConnectErrorCode> = {
  invalid_token: usedConnection,
  token_used: usedConnection,
  not_owner: usedConnection,
  token_expired: { code: 'expired_connection_string', text: 'The connection string has expired' },
  token_wrong_resource: { code: 'wrong_chat', text: 'The connection string belongs to another chat' },
  conversation_not_found: { code: 'chat_not_found', text: 'Chat not found' },
  workspace_not_found: { code: 'workspace_not_found', text: 'Workspace not found' },
};

const usedMessage: Refused<types.ChatErrorCode> = { code: 'invalid_message_string', text: 'The message string is not valid' };
const noChat: Refused<types.ChatErrorCode> = { code: 'chat_not_found', text: 'Chat not found' };

const messages: Table<types.ChatErrorCode> = {
  invalid_token: usedMessage,
  token_used: usedMessage,
  not_owner: usedMessage,
  token_expired: { code: 'expired_message_string', text: 'The message string has expired' },
  token_wrong_resource: { code: 'wrong_chat', text: 'The message belongs to another chat' },
  conversation_not_found: noChat,
  workspace_not_found: noChat,
  busy: { code: 'chat_busy', text: 'The chat is busy' },
  invalid_input: { code: 'invalid_message', text: 'The message cannot be stored' },
};

/** Why a connection is refused; undefined for what is no refusal but a failure. */
export function connectionRefused(error: unknown): Refused<types.ConnectErrorCode> | undefined {
  return error instanceof DomainError ? connections[error.code] : undefined;
}

/** Why a message is refused; undefined for what is no refusal but a failure. */
export function messageRefused(error: unknown): Refused<types.ChatErrorCode> | undefined {
  return error instanceof DomainError ? messages[error.code] : undefined;
}
