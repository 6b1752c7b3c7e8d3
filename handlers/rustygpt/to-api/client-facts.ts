import type { ClientFacts } from '../../../domain/cookie-session/cookie-session.ts';

interface Request {
  readonly client: { readonly address: string };
  readonly headers: { readonly 'user-agent'?: string | undefined; readonly 'x-client-fingerprint'?: string | undefined };
}

/** What the suspicious-client check compares. */
export function clientFacts({ client, headers }: Request): ClientFacts {
  return { address: client.address, userAgent: headers['user-agent'], fingerprint: headers['x-client-fingerprint'] };
}
