/**
 * Every reason for which the domain refuses. The set is closed: an API's `problems.ts` maps each one to a status
 * and a body and is checked with `satisfies Record<DomainErrorCode, …>`, so a new code is a compile error there.
 */
export const domainErrorCodes = [
  'user_not_found',
  'tenant_not_found',
  'workspace_not_found',
  'conversation_not_found',
  'session_not_found',
  'action_not_found',
  'package_not_found',
  'message_not_found',
  'participant_not_found',
  'invite_not_found',
  'group_not_found',
  'agent_not_found',
  'not_owner',
  'forbidden',
  'email_taken',
  'wrong_password',
  'already_set_up',
  'name_taken',
  'account_disabled',
  'other_client',
  'rotated_elsewhere',
  'profile_not_found',
  'assignment_not_found',
  'profile_assigned',
  'invalid_assignment',
  'oauth_state',
  'oauth_denied',
  'oauth_code',
  'not_offered',
  'invalid_token',
  'token_bad_signature',
  'token_expired',
  'token_used',
  'token_wrong_resource',
  'invalid_assertion',
  'assertion_expired',
  'assertion_used',
  'session_ended',
  'session_expired',
  'consent_required',
  'action_not_allowed',
  'action_not_confirmed',
  'action_closed',
  'busy',
  'invite_closed',
  'last_owner',
  'already_participant',
  'message_deleted',
  'not_an_answer',
  'too_deep',
  'invalid_input',
  'redirect_refused',
  'package_refused',
  'package_too_large',
  'unconfigured',
  'upstream_failed',
  'upstream_timeout',
  'overloaded',
  'unavailable',
] as const;

export type DomainErrorCode = (typeof domainErrorCodes)[number];

/** Values that an answer may need besides the code; never a secret, never text of a statement. */
export interface ErrorFacts {
  /** Status that another service answered with, for `upstream_failed` and `package_not_found`. */
  readonly status?: number;
}

/** A refusal by a rule of the domain. `message` is a sentence that may be shown to the caller. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: DomainErrorCode, message: string, options: { facts?: ErrorFacts; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.facts = options.facts ?? {};
  }
}
