import { RuntimeError } from '../errors.ts';
import { prepareChallenges } from './challenges.ts';
import { extractCredential } from './credentials.ts';
import { Granted } from './granted.ts';
import type { Challenges } from './challenges.ts';
import type { Extracted, Presenter } from './credentials.ts';
import type { SecurityRule, SecuritySchemeRow } from '../contract.ts';
import type { Context, Credential, Refusal, Service, SignInFunction, SignInInput } from '../service.ts';
import type { ResolvedSettings } from '../settings.ts';

/** Who calls, or why nobody may. `presented`: a credential was sent, so that the refusal is about it. */
export type SignedIn =
  | { readonly actor: unknown; readonly refusal?: undefined }
  | { readonly refusal: Refusal; readonly presented: boolean };

/** A security rule with its schemes and functions looked up: any of `alternatives`, all schemes of one. */
export interface PreparedSecurity {
  readonly alternatives: readonly (readonly PreparedScheme[])[];
  /** Whether the rule has an empty alternative: a caller without credentials may come in. */
  readonly optional: boolean;
  readonly challenges: Challenges;
  /** Lower case; empty where there is none. */
  readonly certificateHeader: string;
}

interface PreparedScheme {
  readonly row: SecuritySchemeRow;
  readonly scopes: readonly string[];
  readonly signIn: SignInFunction<Context, Credential, unknown>;
  /** What to say where only this credential of an alternative is missing. */
  readonly absent: Refusal | undefined;
}

const missing: Refusal = { refused: 'unauthenticated', reason: 'missing', detail: 'No credentials were sent.' };
const malformed: Refusal = { refused: 'unauthenticated', reason: 'malformed', detail: 'The credentials are malformed.' };

/** What a rule is prepared with: a running service, or the parts of one that matter here. */
export interface SecurityParts {
  readonly service: Pick<Service<Context>, 'contract' | 'signIn' | 'challenges' | 'absent'>;
  readonly settings: Pick<ResolvedSettings, 'clientCertificateHeader' | 'trustedProxies'>;
}

/**
 * Undefined for a public operation.
 * @throws RuntimeError `security-scheme-unknown`, `sign-in-missing`, `client-certificate-unconfigured`: a rule that cannot be
 * enforced keeps the service from starting.
 */
export function prepareSecurity(parts: SecurityParts, rule: SecurityRule): PreparedSecurity | undefined {
  if (rule.length === 0) return undefined;
  const { contract, challenges } = parts.service;
  const alternatives = rule
    .filter((alternative) => alternative.length > 0)
    .map((alternative) => alternative.map(({ scheme, scopes }) => prepareScheme(parts, scheme, scopes)));
  return {
    alternatives,
    optional: alternatives.length < rule.length,
    challenges: prepareChallenges(contract.title, alternatives.flat(), challenges),
    certificateHeader: parts.settings.clientCertificateHeader,
  };
}

function prepareScheme({ service: { contract, signIn: functions, absent }, settings }: SecurityParts, scheme: string, scopes: readonly string[]): PreparedScheme {
  const row = contract.securitySchemes[scheme];
  if (row === undefined) throw new RuntimeError('security-scheme-unknown', `${contract.name}: a security rule names "${scheme}", which is no security scheme of the contract.`);
  const signInScheme = functions[scheme];
  if (typeof signInScheme !== 'function') throw new RuntimeError('sign-in-missing', `${contract.name}: sign-in has no function for the security scheme "${scheme}".`);
  if (row.kind === 'mutualTLS' && (settings.clientCertificateHeader === '' || settings.trustedProxies === undefined)) {
    throw new RuntimeError('client-certificate-unconfigured', `${contract.name}: "${scheme}" is mutual TLS, which ends at a proxy: set clientCertificateHeader to the header in which it hands on the certificate, and trustedProxies to its address.`);
  }
  return { row, scopes, signIn: signInScheme, absent: absent?.[scheme] };
}

/**
 * Tries the alternatives in the contract's order; the first whose every scheme accepts decides who calls. An empty
 * alternative lets a caller without credentials in, but not one whose credentials were refused: that would fail open.
 * Answers at once when every function it calls does.
 */
export function signIn(security: PreparedSecurity, raw: Presenter, input: SignInInput<Context>): SignedIn | Promise<SignedIn> {
  return tryAlternative({ security, raw, input, index: 0, refused: undefined });
}

interface Attempt {
  readonly security: PreparedSecurity;
  readonly raw: Presenter;
  readonly input: SignInInput<Context>;
  readonly index: number;
  /** The refusal worth telling so far. */
  readonly refused: Refusal | undefined;
}

function tryAlternative(attempt: Attempt): SignedIn | Promise<SignedIn> {
  const { security, raw, refused } = attempt;
  const alternative = security.alternatives[attempt.index];
  if (alternative === undefined) return concludeAttempts(security, refused);
  const next = { ...attempt, index: attempt.index + 1 };
  const credentials = alternative.map(({ row, scopes }) => extractCredential(row, scopes, raw, security.certificateHeader));
  if (!counts(alternative, credentials)) return tryAlternative(next);
  if (credentials.includes('malformed')) return tryAlternative({ ...next, refused: worse(refused, malformed) });
  const outcome = trySchemes(alternative, credentials as readonly (Credential | 'absent')[], attempt.input, 0);
  return outcome instanceof Promise ? outcome.then((settled) => settle(settled, next)) : settle(outcome, next);
}

/** Whether an alternative is the one that was meant: all its credentials are there, or the service has a word for each that is not. */
function counts(alternative: readonly PreparedScheme[], credentials: readonly Extracted[]): boolean {
  const isWorded = alternative.every(({ absent }, index) => credentials[index] !== 'absent' || absent !== undefined);
  return isWorded && credentials.some((credential) => credential !== 'absent');
}

function concludeAttempts(security: PreparedSecurity, refused: Refusal | undefined): SignedIn {
  if (refused !== undefined) return { refusal: refused, presented: true };
  return security.optional ? { actor: undefined } : { refusal: missing, presented: false };
}

function settle(outcome: unknown, next: Attempt): SignedIn | Promise<SignedIn> {
  if (!isRefusal(outcome)) return { actor: outcome };
  return tryAlternative({ ...next, refused: worse(next.refused, outcome) });
}

function trySchemes(schemes: readonly PreparedScheme[], credentials: readonly (Credential | 'absent')[], input: SignInInput<Context>, index: number): unknown {
  const scheme = schemes[index];
  const credential = credentials[index];
  if (scheme === undefined || credential === undefined) return input.actor;
  const proceed = (yielded: unknown): unknown => {
    const outcome = admit(yielded, scheme);
    if (isRefusal(outcome) || index === schemes.length - 1) return outcome;
    return trySchemes(schemes, credentials, { ...input, actor: outcome }, index + 1);
  };
  if (credential === 'absent') return scheme.absent;
  const outcome = scheme.signIn(credential, input);
  return isThenable(outcome) ? Promise.resolve(outcome).then(proceed) : proceed(outcome);
}

/** Nothing is no actor: a forgotten `return` must not open the door, and neither must forgotten scopes. */
function admit(outcome: unknown, { row, scopes }: PreparedScheme): unknown {
  const actor = outcome instanceof Granted ? (outcome.actor as unknown) : outcome;
  if (actor === undefined || actor === null || actor === false) throw new RuntimeError('sign-in-invalid', 'Sign-in returned neither an actor nor a refusal.');
  if (isRefusal(actor) || scopes.length === 0) return actor;
  if (!(outcome instanceof Granted)) {
    throw new RuntimeError('sign-in-invalid', `Sign-in by "${row.name}" must say which scopes the caller has: return grant(actor, scopes).`);
  }
  const lacking = scopes.filter((scope) => !outcome.scopes.includes(scope));
  return lacking.length === 0 ? actor : insufficientScope(lacking);
}

function insufficientScope(lacking: readonly string[]): Refusal {
  return { refused: 'forbidden', reason: 'insufficient-scope', detail: `The credentials lack ${lacking.join(', ')}.` };
}

/** Someone known who may not is told so rather than that he is unknown. */
function worse(first: Refusal | undefined, second: Refusal): Refusal {
  if (first === undefined || first.refused === 'unauthenticated' && second.refused === 'forbidden') return second;
  return first;
}

function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome
    && (outcome.refused === 'unauthenticated' || outcome.refused === 'forbidden');
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
