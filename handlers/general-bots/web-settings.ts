import type { LandingRules } from '../../domain/login/landing.ts';

/** What browsers see of this service. */
export interface WebSettings extends LandingRules {
  /** Where nobody said, it is known as soon as the service listens. */
  publicUrl: string;
  /** Whether cookies are sent over TLS only. */
  readonly secureCookies: boolean;
}
