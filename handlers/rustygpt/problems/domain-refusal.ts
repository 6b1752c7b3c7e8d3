import type { Reply } from 'specwright/runtime';
import { DomainError, type DomainErrorCode } from '../../../domain/errors.ts';
import type { OperationId } from './operation-id.ts';
import { problem, type ProblemCode } from './problem.ts';

/** Reasons that no operation of this API meets; one that comes up all the same is a defect. */
const unexpected = undefined;

const codes = {
  user_not_found: 'RGP.NOT_FOUND',
  agent_not_found: 'RGP.NOT_FOUND',
  conversation_not_found: 'RGP.NOT_FOUND',
  forbidden: 'RGP.RBAC.FORBIDDEN',
  email_taken: 'RGP.CONFLICT',
  wrong_password: 'RGP.AUTH.INVALID_CREDENTIALS',
  already_set_up: 'RGP.SETUP.COMPLETED',
  name_taken: 'RGP.CONFLICT',
  account_disabled: 'RGP.AUTH.DISABLED',
  other_client: 'RGP.AUTH.SUSPICIOUS',
  rotated_elsewhere: 'RGP.AUTH.ROTATION_REQUIRED',
  profile_not_found: 'RGP.NOT_FOUND',
  assignment_not_found: 'RGP.NOT_FOUND',
  profile_assigned: 'RGP.CONFLICT',
  invalid_assignment: 'invalid_assignment',
  oauth_state: 'RGP.OAUTH.STATE',
  oauth_denied: 'RGP.OAUTH.DENIED',
  oauth_code: 'RGP.OAUTH.CODE',
  not_offered: 'RGP.NOT_FOUND',
  invalid_input: 'validation_failed',
  overloaded: 'database_unavailable',
  unavailable: 'database_unavailable',
  invalid_token: 'RGP.AUTH.INVALID_SESSION',
  token_expired: 'RGP.AUTH.EXPIRED',
  not_owner: 'RGP.RBAC.FORBIDDEN',
  upstream_failed: 'RGP.V1.UPSTREAM',
  upstream_timeout: 'RGP.V1.UPSTREAM',
  message_not_found: 'RGP.NOT_FOUND',
  participant_not_found: 'RGP.NOT_FOUND',
  invite_not_found: 'RGP.NOT_FOUND',
  already_participant: 'validation_failed',
  not_an_answer: 'RGP.V1.CANCEL_ROLE',
  last_owner: 'RGP.CONFLICT',
  message_deleted: 'RGP.CONFLICT',
  busy: 'RGP.CONFLICT',
  invite_closed: 'RGP.GONE',
  too_deep: 'RGP.V1.TOO_DEEP',
  unconfigured: 'RGP.OAUTH.UNCONFIGURED',
  tenant_not_found: unexpected,
  workspace_not_found: unexpected,
  session_not_found: unexpected,
  action_not_found: unexpected,
  package_not_found: unexpected,
  group_not_found: unexpected,
  redirect_refused: unexpected,
  token_bad_signature: unexpected,
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
  package_refused: unexpected,
  package_too_large: unexpected,
} satisfies Record<DomainErrorCode, ProblemCode | undefined>;

/** What the domain refused; undefined for what is none of its refusals, or not one that belongs here. */
export function domainRefusal(error: unknown, operationId: OperationId | undefined): Reply | undefined {
  if (!(error instanceof DomainError)) return undefined;
  const code: ProblemCode | undefined = codes[error.code];
  if (code === undefined) return undefined;
  // Nothing else of a chat is held against what there is.
  if (operationId === 'createChatCompletion' && error.code === 'invalid_input') return problem('RGP.V1.INVALID_METADATA', error.message);
  if (operationId === 'logIn' && unknown.includes(code)) return problem('RGP.AUTH.INVALID_CREDENTIALS', 'The address or the password is wrong.');
  return problem((signingIn.includes(operationId) && whileSigningIn[code]) || code, error.message);
}

/** An unknown address and a wrong password are told in the same words. */
const unknown: readonly ProblemCode[] = ['RGP.NOT_FOUND', 'RGP.AUTH.INVALID_CREDENTIALS'];

const signingIn: readonly (OperationId | undefined)[] = [
  'logIn',
  'logOut',
  'refreshSession',
  'getMe',
  'startGithubLogin',
  'finishGithubLogin',
  'exchangeGithubCode',
  'startAppleLogin',
  'finishAppleLogin',
  'exchangeAppleCode',
];

const whileSigningIn: { readonly [Code in ProblemCode]?: ProblemCode } = {
  database_unavailable: 'auth_unavailable',
  'RGP.V1.UPSTREAM': 'RGP.OAUTH.UPSTREAM',
};
