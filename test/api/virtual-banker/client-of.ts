import { createClient, type ServiceClient } from '../../../generated/virtual-banker/client/index.ts';

/** The generated client, as somebody who is signed in, or as nobody. */
export function clientOf({ url }: { readonly url: string }, token?: string): ServiceClient {
  return createClient({ baseUrl: url, credentials: { tenantJwt: token } });
}
