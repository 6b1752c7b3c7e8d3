import type { Reply } from 'specwright/runtime';
import { DomainError, type DomainErrorCode } from '../../../domain/errors.ts';
import type { OperationId } from './operation-id.ts';
import { refuse } from './refuse.ts';

const chatRefused = refuse(401, 'User is not the owner of the chat');
const noAccess = refuse(403, 'User does not have access to the workspace');
const ownersOnly = refuse(403, 'User is not the owner of the workspace');

/** The reference answers a stranger with 401 around chats, and with 403 around workspaces. */
const notOwner: { readonly [Id in OperationId]?: Reply } = {
  authorizeChat: chatRefused,
  authorizeChatMessage: chatRefused,
  getChat: chatRefused,
  deleteChat: chatRefused,
  createChat: refuse(401, 'User is not the owner of the workspace'),
  getWorkspace: noAccess,
  deleteWorkspace: noAccess,
  listWorkspaceChats: noAccess,
  addWorkspaceAgent: ownersOnly,
  removeWorkspaceAgent: ownersOnly,
  renameWorkspace: ownersOnly,
};

const unavailable: Reply = { ...refuse(503, 'Service unavailable'), headers: { 'retry-after': 1 } };

/** Reasons that no operation of this API meets, or that its handler words itself; one that comes up all the same is a defect. */
const unexpected = undefined;

const replies = {
  user_not_found: refuse(404, 'User not found'),
  workspace_not_found: refuse(404, 'Workspace not found'),
  conversation_not_found: refuse(404, 'Chat not found'),
  email_taken: refuse(400, 'User already exists'),
  wrong_password: refuse(401, 'Incorrect password.'),
  invalid_input: refuse(400, 'Invalid request'),
  overloaded: unavailable,
  unavailable,
  not_owner: unexpected,
  tenant_not_found: unexpected,
  session_not_found: unexpected,
  action_not_found: unexpected,
  package_not_found: unexpected,
  group_not_found: unexpected,
  redirect_refused: unexpected,
  agent_not_found: unexpected,
  forbidden: unexpected,
  invalid_token: unexpected,
  token_bad_signature: unexpected,
  token_expired: unexpected,
  already_set_up: unexpected,
  name_taken: unexpected,
  account_disabled: unexpected,
  other_client: unexpected,
  rotated_elsewhere: unexpected,
  profile_not_found: unexpected,
  assignment_not_found: unexpected,
  profile_assigned: unexpected,
  invalid_assignment: unexpected,
  oauth_state: unexpected,
  oauth_denied: unexpected,
  oauth_code: unexpected,
  not_offered: unexpected,
  token_used: unexpected,
  token_wrong_resource: unexpected,
  invalid_assertion: unexpected,
  assertion_expired: unexpected,
  assertion_used: unexpected,
  session_ended: unexpected,
  session_expired: unexpected,
  consent_required: unexpected,
  action_not_allowed: unexpected,
  action_not_confirmed: unexpected,
  action_closed: unexpected,
  busy: unexpected,
  package_refused: unexpected,
  package_too_large: unexpected,
  unconfigured: unexpected,
  upstream_failed: unexpected,
  upstream_timeout: unexpected,
  message_not_found: unexpected,
  participant_not_found: unexpected,
  invite_not_found: unexpected,
  invite_closed: unexpected,
  last_owner: unexpected,
  already_participant: unexpected,
  message_deleted: unexpected,
  not_an_answer: unexpected,
  too_deep: unexpected,
} satisfies Record<DomainErrorCode, Reply | undefined>;

/** What the domain refused; undefined for what is none of its refusals, or not one that belongs here. */
export function domainRefusal(error: unknown, operationId: OperationId | undefined): Reply | undefined {
  if (!(error instanceof DomainError)) return undefined;
  if (error.code === 'not_owner') return operationId && notOwner[operationId];
  return replies[error.code];
}
