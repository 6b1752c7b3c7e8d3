import { type Database, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { checkPassword, type PasswordInput } from '../identity/check-password.ts';
import { type Person, readPerson } from '../identity/read-person.ts';
import type { ClientFacts, CookieSessionRules, FreshSession } from './cookie-session.ts';
import { openCookieSession } from './open-cookie-session.ts';

export interface LoggedIn extends FreshSession {
  readonly person: Person;
}

/** Exchanges address and password for a session. Throws `user_not_found` or `wrong_password`, after the same time; `account_disabled`. */
export async function logIn(db: Database, rules: CookieSessionRules, { client, ...input }: PasswordInput & { client: ClientFacts }): Promise<LoggedIn> {
  const userId = await checkPassword(db, input);
  return transaction(db, async (tx) => {
    const person = await requireEnabled(readPerson(tx, userId));
    return { person, ...(await openCookieSession(tx, rules, { userId, client })) };
  });
}

/** Throws `account_disabled`. */
export async function requireEnabled(reading: Promise<Person>): Promise<Person> {
  const person = await reading;
  if (person.isDisabled) throw new DomainError('account_disabled', 'This account is disabled.');
  return person;
}
