import type { DomainErrorCode } from '../../../domain/errors.ts';
import type { ErrorCode } from '../../../generated/general-bots/types.ts';

export interface SpelledError {
  readonly status: number;
  readonly code: ErrorCode;
}

const forbidden: SpelledError = { status: 403, code: 'FORBIDDEN' };
const notFound: SpelledError = { status: 404, code: 'NOT_FOUND' };
const unauthorized: SpelledError = { status: 401, code: 'UNAUTHORIZED' };
const unavailable: SpelledError = { status: 503, code: 'UNAVAILABLE' };

/** What each refusal of the domain is in this API; undefined for those that nothing here can cause. */
export const domainErrors: Readonly<Record<DomainErrorCode, SpelledError | undefined>> = {
  user_not_found: notFound,
  agent_not_found: notFound,
  session_not_found: notFound,
  conversation_not_found: notFound,
  group_not_found: notFound,
  session_ended: notFound,
  session_expired: unauthorized,
  invalid_token: unauthorized,
  token_expired: unauthorized,
  already_set_up: undefined,
  account_disabled: undefined,
  other_client: undefined,
  rotated_elsewhere: undefined,
  profile_not_found: undefined,
  assignment_not_found: undefined,
  profile_assigned: undefined,
  invalid_assignment: undefined,
  oauth_state: undefined,
  oauth_denied: undefined,
  oauth_code: undefined,
  not_offered: undefined,
  token_used: forbidden,
  not_owner: forbidden,
  forbidden,
  email_taken: { status: 409, code: 'CONFLICT' },
  name_taken: { status: 409, code: 'CONFLICT' },
  redirect_refused: { status: 400, code: 'BAD_REQUEST' },
  invalid_input: { status: 422, code: 'VALIDATION_FAILED' },
  busy: { status: 409, code: 'CONFLICT' },
  overloaded: unavailable,
  unavailable,
  unconfigured: unavailable,
  upstream_failed: unavailable,
  upstream_timeout: unavailable,
  tenant_not_found: undefined,
  workspace_not_found: undefined,
  action_not_found: undefined,
  package_not_found: undefined,
  wrong_password: undefined,
  token_bad_signature: undefined,
  token_wrong_resource: undefined,
  invalid_assertion: undefined,
  assertion_expired: undefined,
  assertion_used: undefined,
  consent_required: undefined,
  action_not_allowed: undefined,
  action_not_confirmed: undefined,
  action_closed: undefined,
  package_refused: undefined,
  package_too_large: undefined,
  message_not_found: undefined,
  participant_not_found: undefined,
  invite_not_found: undefined,
  invite_closed: undefined,
  last_owner: undefined,
  already_participant: undefined,
  message_deleted: undefined,
  not_an_answer: undefined,
  too_deep: undefined,
};
