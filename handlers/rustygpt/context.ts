import type { SessionActor } from '../../domain/actor.ts';
import type { CookieSessionRules } from '../../domain/cookie-session/cookie-session.ts';
import type { Database } from '../../domain/database/database.ts';
import type { Services } from '../../domain/services.ts';
import type { OauthProvider } from '../../domain/oauth/oauth-provider.ts';
import type { AnswerServices } from '../../domain/thread/give-thread-answer.ts';
import type { CookieSettings } from './to-api/session-cookies.ts';

/** What every handler of this API works with. */
export interface Context {
  /** Whoever calls is signed in by a cookie: there are no other credentials in this API. */
  readonly actor: SessionActor;
  readonly db: Database;
  readonly services: Services & RustygptServices;
}

/** What only this API has. */
export interface RustygptServices extends Pick<AnswerServices, 'answerTimeoutMs' | 'renewMs'> {
  readonly cookieSessions: CookieSessionRules;
  readonly cookies: CookieSettings;
  readonly limits: LimitSettings;
  readonly oauth: OauthServices;
  /** By the last segment of their path. */
  readonly wellKnown: ReadonlyMap<string, WellKnownDocument>;
  /** The contract itself, as it was written and as JSON. */
  readonly document: { readonly text: string; readonly json: string };
}

/** Limits where no profile is assigned. */
export interface LimitSettings {
  /** False: nothing is counted. */
  readonly isEnabled: boolean;
  /** Whether administrators may change limits through the API. */
  readonly isAdministered: boolean;
  /** Attempts from one network. */
  readonly loginPerMinute: number;
  /** Of each operation and caller. */
  readonly perSecond: number;
  /** At once. */
  readonly burst: number;
}

/** Signing in at other sites; undefined for one without credentials. */
export interface OauthServices {
  readonly github: OauthProvider | undefined;
  readonly apple: OauthProvider | undefined;
  /** Where the browser goes on to. */
  readonly landing: string;
  /** Whether codes can be exchanged by hand. */
  readonly allowsManual: boolean;
}

/** A document under `/.well-known/` (RFC 8615). */
export interface WellKnownDocument {
  readonly contentType: string;
  readonly body: string;
}
