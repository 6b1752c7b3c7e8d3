import { SQL } from 'sql-template-strings';
import type { Queryable } from '../../database/database.ts';
import type { DirectoryTokens } from '../directory.ts';
import { storedId } from './state-store.ts';

/** Ends the session that tokens were given in, with everything that was granted in it. Tokens that are not known any more end nothing. */
export async function endProviderSession(db: Queryable, { accessToken, refreshToken }: DirectoryTokens): Promise<void> {
  const ids = [storedId('AccessToken', accessToken), storedId('RefreshToken', refreshToken ?? '')];
  await db.query(SQL`
    with given as (
      select payload ->> 'sessionUid' as uid, payload ->> 'grantId' as grant_id
      from directory_states
      where kind in ('AccessToken', 'RefreshToken') and id = any (${ids})
    )
    delete from directory_states
    where (kind = 'Session' and payload ->> 'uid' in (select uid from given))
      or payload ->> 'grantId' in (select grant_id from given)
      or (kind = 'Grant' and id in (select grant_id from given))
  `.setName('end_directory_session'));
}
