import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { SiteRole } from '../user/site-role.ts';

/** A user as others see them. */
export interface Person {
  readonly id: string;
  /** Null where nobody told a verified address. */
  readonly email: string | null;
  /** Of somebody who was never named, the address up to its `@`. */
  readonly username: string;
  readonly displayName: string | null;
  readonly roles: readonly SiteRole[];
  readonly isDisabled: boolean;
}

/** Throws `user_not_found`. */
export async function readPerson(db: Queryable, userId: string): Promise<Person> {
  const person = await first<Person>(db, SQL`
    select
      u.id,
      e.email,
      coalesce(n.username, nullif(split_part(e.email, '@', 1), ''), 'user') as username,
      n.display_name as "displayName",
      coalesce((select array_agg(r.role order by r.role) from user_roles r where r.user_id = u.id), array['member']) as roles,
      d.user_id is not null as "isDisabled"
    from users u
    left join email_identities e on e.user_id = u.id
    left join user_names n on n.user_id = u.id
    left join disabled_users d on d.user_id = u.id
    where u.id = ${userId}
  `.setName('read_person'));
  if (!person) throw new DomainError('user_not_found', 'There is no such user.');
  return person;
}
