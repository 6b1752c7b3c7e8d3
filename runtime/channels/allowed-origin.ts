/**
 * Whether a page of this origin may connect. Browsers let every page open a WebSocket and always say which page it is
 * (RFC 6455, section 10.2), so this check is what keeps other sites' pages from using a visitor's credentials. A client
 * that is no browser sends no origin; a page of the service's own host is always allowed.
 */
export function isAllowedOrigin(allowed: readonly string[], origin: string, host: string): boolean {
  if (origin === '' || allowed.includes('*') || allowed.includes(origin)) return true;
  return host !== '' && URL.canParse(origin) && new URL(origin).host === host;
}
