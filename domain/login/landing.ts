import { DomainError } from '../errors.ts';

export interface LandingRules {
  /** Where this service is reached by browsers. */
  readonly publicUrl: string;
  /** Origins (RFC 6454) beside the service's own that a browser may be sent to after signing in. */
  readonly redirectOrigins: readonly string[];
  /** Where a browser lands that did not say where: a path of this service, or an address. */
  readonly landing: string;
}

/**
 * Where to send a browser once somebody is signed in: an absolute address at an allowed origin. Whatever else was asked for is `redirect_refused`, so
 * that nobody can be sent from here to a page that only looks like ours.
 */
export function chooseLanding({ publicUrl, redirectOrigins, landing }: LandingRules, asked: string | undefined): string {
  if (asked === undefined) return new URL(landing, publicUrl).href;
  // Read as browsers read it: `\` as `/`, tabs and line ends left out, `//host` as another host.
  const url = URL.canParse(asked, publicUrl) ? new URL(asked, publicUrl) : undefined;
  const isAllowed = url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password && [new URL(publicUrl).origin, ...redirectOrigins].includes(url.origin);
  if (!isAllowed) throw new DomainError('redirect_refused', 'This is no address that may be gone to after signing in.');
  return url.href;
}
