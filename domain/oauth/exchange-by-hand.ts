import { type Database, transaction } from '../database/database.ts';
import { identifyPerson } from './identify-person.ts';
import type { OauthProvider } from './oauth-provider.ts';

/** The user behind a code that a developer got in any way; no session begins. Throws what `OauthProvider.exchange` does. */
export async function exchangeByHand(db: Database, provider: OauthProvider, { code, secret }: { code: string; secret: string | undefined }): Promise<string> {
  const identity = await provider.exchange({ code, secret });
  return transaction(db, (tx) => identifyPerson(tx, provider.issuer, identity));
}
