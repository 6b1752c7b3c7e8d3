import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../../database/database.ts';
import { isUuid } from '../../database/is-uuid.ts';
import { DomainError } from '../../errors.ts';
import { checkAgainstNobody, hashPassword, isPassword } from '../../identity/password.ts';
import type { DirectoryUser, ProfileChanges } from '../directory.ts';

/** Who the embedded directory lets in, as an operator or a demonstration sets them up. */
export interface EmbeddedUser {
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly roles: readonly string[];
}

/** Names that differ in case or surrounding space are one. */
function normalizeUsername(username: string): string {
  return username.trim().toLowerCase();
}

/** Adds a user, or makes the one of this name like it, and returns the id. */
export async function saveEmbeddedUser(db: Queryable, user: EmbeddedUser): Promise<string> {
  const saved = await first<{ id: string }>(db, SQL`
    insert into directory_users (username, email, first_name, last_name, password_hash, roles)
    values (
      ${normalizeUsername(user.username)}, ${user.email}, ${user.firstName}, ${user.lastName},
      ${await hashPassword(user.password)}, ${user.roles}
    )
    on conflict (username) do update
    set
      email = excluded.email,
      first_name = excluded.first_name,
      last_name = excluded.last_name,
      password_hash = excluded.password_hash,
      roles = excluded.roles
    returning id
  `.setName('save_directory_user'));
  if (!saved) throw new Error('A user of the directory was not saved.');
  return saved.id;
}

/** The id of the user with this name and password; undefined, after the same time, where there is none. */
export async function checkPassword(db: Queryable, { username, password }: { username: string; password: string }): Promise<string | undefined> {
  const user = await first<{ id: string; hash: string }>(db, SQL`
    select id, password_hash as hash
    from directory_users
    where username = ${normalizeUsername(username)}
  `.setName('find_directory_password'));
  if (!user) await checkAgainstNobody(password);
  return user && (await isPassword(user.hash, password)) ? user.id : undefined;
}

export async function readUser(db: Queryable, userId: string): Promise<DirectoryUser> {
  const user = isUuid(userId) && (await first<DirectoryUser>(db, SQL`
    select id, username, email, first_name as "firstName", last_name as "lastName", created_at as "createdAt"
    from directory_users
    where id = ${userId}
  `.setName('read_directory_user')));
  return user || refuseUnknown();
}

export async function updateUser(db: Queryable, userId: string, { email, firstName, lastName }: ProfileChanges): Promise<DirectoryUser> {
  const user = isUuid(userId) && (await first<DirectoryUser>(db, SQL`
    update directory_users
    set
      email = coalesce(${email ?? null}, email),
      first_name = coalesce(${firstName ?? null}, first_name),
      last_name = coalesce(${lastName ?? null}, last_name)
    where id = ${userId}
    returning id, username, email, first_name as "firstName", last_name as "lastName", created_at as "createdAt"
  `.setName('update_directory_user')).catch(refuseTaken).catch(refuseUnfit));
  return user || refuseUnknown();
}

/** What the user may do, and where they belong; undefined for nobody. */
export async function findStanding(db: Queryable, userId: string): Promise<{ roles: string[]; groupIds: string[] } | undefined> {
  return first<{ roles: string[]; groupIds: string[] }>(db, SQL`
    select
      roles,
      array(select group_id::text from directory_members where user_id = u.id order by group_id) as "groupIds"
    from directory_users u
    where id = ${userId}
  `.setName('find_directory_standing'));
}

function refuseUnknown(): never {
  throw new DomainError('user_not_found', 'The directory has no such user.');
}

/** SQLSTATE 23505, unique_violation: only the address is changed that has to be. */
function refuseTaken(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error;
  throw new DomainError('email_taken', 'Another user has this address.', { cause: error });
}

/** SQLSTATE 23514, check_violation: a text that is empty or too long. */
export function refuseUnfit(error: unknown): never {
  if ((error as { code?: string }).code !== '23514') throw error;
  throw new DomainError('invalid_input', 'The directory does not take this.', { cause: error });
}
