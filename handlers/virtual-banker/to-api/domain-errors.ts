import type { DomainErrorCode } from '../../../domain/errors.ts';
import type { ErrorCode } from '../../../generated/virtual-banker/types.ts';

export interface SpelledError {
  readonly status: number;
  readonly error: ErrorCode;
}

/** What each refusal of the domain is in this API; undefined for those that nothing here can cause. */
export const domainErrors: Readonly<Record<DomainErrorCode, SpelledError | undefined>> = {
  tenant_not_found: { status: 404, error: 'tenant_not_found' },
  session_not_found: { status: 404, error: 'session_not_found' },
  forbidden: { status: 403, error: 'forbidden' },
  not_owner: { status: 403, error: 'forbidden' },
  invalid_token: { status: 401, error: 'unauthorized' },
  token_expired: { status: 401, error: 'token_expired' },
  invalid_assertion: { status: 401, error: 'invalid_assertion' },
  assertion_expired: { status: 401, error: 'assertion_expired' },
  assertion_used: { status: 401, error: 'assertion_replayed' },
  session_ended: { status: 409, error: 'session_ended' },
  session_expired: { status: 409, error: 'session_expired' },
  invalid_input: { status: 400, error: 'invalid_request' },
  overloaded: { status: 503, error: 'overloaded' },
  unavailable: { status: 503, error: 'overloaded' },
  user_not_found: undefined,
  workspace_not_found: undefined,
  conversation_not_found: undefined,
  action_not_found: undefined,
  package_not_found: undefined,
  group_not_found: undefined,
  name_taken: undefined,
  redirect_refused: undefined,
  email_taken: undefined,
  wrong_password: undefined,
  token_used: undefined,
  token_bad_signature: undefined,
  token_wrong_resource: undefined,
  consent_required: undefined,
  action_not_allowed: undefined,
  action_not_confirmed: undefined,
  action_closed: undefined,
  busy: undefined,
  package_refused: undefined,
  package_too_large: undefined,
  unconfigured: undefined,
  upstream_failed: undefined,
  upstream_timeout: undefined,
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
