import type { DomainError, DomainErrorCode } from '../../../domain/errors.ts';
import type { RealtimeErrorCode } from '../../../generated/virtual-banker/types.ts';
import { domainErrors } from '../to-api/domain-errors.ts';
import { RealtimeRefusal } from './realtime-refusal.ts';

/** Where the words of a connection differ from those of HTTP. */
const words: Partial<Record<DomainErrorCode, RealtimeErrorCode>> = {
  consent_required: 'consent_required',
  action_not_found: 'unknown_action',
  action_closed: 'unknown_action',
  action_not_confirmed: 'confirmation_required',
  busy: 'assistant_unavailable',
  action_not_allowed: 'assistant_unavailable',
  unconfigured: 'assistant_unavailable',
  upstream_failed: 'assistant_unavailable',
  upstream_timeout: 'assistant_unavailable',
};

/** What a connection does not survive, whenever it comes. */
const fatal: Partial<Record<DomainErrorCode, number>> = {
  session_not_found: 4404,
  session_ended: 4404,
  session_expired: 4408,
};

/** What a connection does not survive while it signs in. */
const fatalAtSignIn: Partial<Record<DomainErrorCode, number>> = {
  invalid_token: 4401,
  token_expired: 4401,
  forbidden: 4403,
  session_expired: 4404,
};

/** A refusal of the domain in the words of a connection; undefined for one that nothing here can cause. */
export function spellDomainError({ code, message }: DomainError, messageName: string): RealtimeRefusal | undefined {
  const word = words[code] ?? domainErrors[code]?.error;
  if (word === undefined) return undefined;
  const signingIn = messageName === 'open' || messageName === 'auth';
  return new RealtimeRefusal(word, message, (signingIn ? fatalAtSignIn[code] : undefined) ?? fatal[code]);
}
