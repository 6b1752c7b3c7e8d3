import { RuntimeError } from '../errors.ts';
import { prepareChallenges } from './challenges.ts';
import { extractCredential } from './credentials.ts';
import type { Challenges } from './challenges.ts';
import type { ContractTables, RawInput, SecurityRule, SecuritySchemeRow } from '../contract.ts';
import type { Context, Credential, Refusal, SignIn, SignInInput } from '../service.ts';

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
}

interface PreparedScheme {
  readonly row: SecuritySchemeRow;
  readonly scopes: readonly string[];
  readonly signIn: SignIn<Context>[string];
}

const missing: Refusal = { refused: 'unauthenticated', reason: 'missing', detail: 'No credentials were sent.' };
const malformed: Refusal = { refused: 'unauthenticated', reason: 'malformed', detail: 'The credentials are malformed.' };

/**
 * Undefined for a public operation.
 * @throws RuntimeError `security-scheme-unknown`, `sign-in-missing`: a rule that cannot be enforced keeps the service from starting.
 */
export function prepareSecurity(contract: ContractTables, signIn: SignIn<Context>, rule: SecurityRule): PreparedSecurity | undefined {
  if (rule.length === 0) return undefined;
  const prepareScheme = ({ scheme, scopes }: SecurityRule[number][number]): PreparedScheme => {
    const row = contract.securitySchemes[scheme];
    if (row === undefined) throw new RuntimeError('security-scheme-unknown', `${contract.name}: a security rule names "${scheme}", which is no security scheme of the contract.`);
    const signInScheme = signIn[scheme];
    if (typeof signInScheme !== 'function') throw new RuntimeError('sign-in-missing', `${contract.name}: sign-in has no function for the security scheme "${scheme}".`);
    return { row, scopes, signIn: signInScheme };
  };
  const alternatives = rule.filter((alternative) => alternative.length > 0).map((alternative) => alternative.map(prepareScheme));
  const optional = alternatives.length < rule.length;
  return { alternatives, optional, challenges: prepareChallenges(contract.title, alternatives.flat()) };
}

/**
 * Tries the alternatives in the contract's order; the first whose every scheme accepts decides who calls. An empty
 * alternative lets a caller without credentials in, but not one whose credentials were refused: that would fail open.
 * Answers at once when every function it calls does.
 */
export function signIn(security: PreparedSecurity, raw: RawInput, input: SignInInput<Context>): SignedIn | Promise<SignedIn> {
  return tryAlternative({ security, raw, input, index: 0, refused: undefined });
}

interface Attempt {
  readonly security: PreparedSecurity;
  readonly raw: RawInput;
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
  const credentials = alternative.map(({ row, scopes }) => extractCredential(row, scopes, raw));
  if (credentials.includes('absent')) return tryAlternative(next);
  if (credentials.includes('malformed')) return tryAlternative({ ...next, refused: worse(refused, malformed) });
  const outcome = trySchemes(alternative, credentials as Credential[], attempt.input, 0);
  return outcome instanceof Promise ? outcome.then((settled) => settle(settled, next)) : settle(outcome, next);
}

function concludeAttempts(security: PreparedSecurity, refused: Refusal | undefined): SignedIn {
  if (refused !== undefined) return { refusal: refused, presented: true };
  return security.optional ? { actor: undefined } : { refusal: missing, presented: false };
}

/** Nothing is no actor: a forgotten `return` must not open the door. */
function settle(outcome: unknown, next: Attempt): SignedIn | Promise<SignedIn> {
  if (outcome === undefined || outcome === null || outcome === false) throw new RuntimeError('sign-in-invalid', 'Sign-in returned neither an actor nor a refusal.');
  if (!isRefusal(outcome)) return { actor: outcome };
  return tryAlternative({ ...next, refused: worse(next.refused, outcome) });
}

function trySchemes(schemes: readonly PreparedScheme[], credentials: readonly Credential[], input: SignInInput<Context>, index: number): unknown {
  const scheme = schemes[index];
  const credential = credentials[index];
  if (scheme === undefined || credential === undefined) return input.actor;
  const proceed = (outcome: unknown): unknown =>
    isRefusal(outcome) || index === schemes.length - 1 ? outcome : trySchemes(schemes, credentials, { ...input, actor: outcome }, index + 1);
  const outcome = scheme.signIn(credential, input);
  return isThenable(outcome) ? Promise.resolve(outcome).then(proceed) : proceed(outcome);
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
