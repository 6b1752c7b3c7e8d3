import type { DirectoryUser, ProfileChanges } from '../directory.ts';
import type { UserList, ZitadelUser } from './answers.ts';
import type { ZitadelApi } from './zitadel-api.ts';

const unknownUser = { 404: ['user_not_found', 'The directory has no such user.'] } as const;

/** `GET /v2/users/{id}`. */
export async function readUser(api: ZitadelApi, userId: string): Promise<DirectoryUser> {
  const { user } = await api.call<{ user: ZitadelUser }>(`/v2/users/${encodeURIComponent(userId)}`, { method: 'GET', tries: 'repeat', refusals: unknownUser });
  return toUser(user);
}

/**
 * `PUT /v2/users/human/{id}`, everything in one request, so that all of it changes or nothing. A name is sent whole, since Zitadel wants both parts;
 * a new address is one that Zitadel itself asks the user to confirm.
 */
export async function updateUser(api: ZitadelApi, userId: string, changes: ProfileChanges): Promise<DirectoryUser> {
  const before = await readUser(api, userId);
  const { firstName = before.firstName, lastName = before.lastName, email } = changes;
  const renamed = firstName !== before.firstName || lastName !== before.lastName;
  const body = {
    ...(renamed && { profile: { givenName: firstName, familyName: lastName } }),
    ...(email !== undefined && email !== before.email && { email: { email } }),
  };
  if (Object.keys(body).length === 0) return before;
  const refusals = { ...unknownUser, 400: ['invalid_input', 'The directory does not take this profile.'], 409: ['email_taken', 'Another user has this address.'] } as const;
  await api.call(`/v2/users/human/${encodeURIComponent(userId)}`, { method: 'PUT', body, tries: 'repeat', refusals });
  return { ...before, firstName, lastName, email: email ?? before.email };
}

/** As many as Zitadel gives at once unless its operator allows more. */
const pageSize = 100;

/** `POST /v2/users`, by id. */
export async function listUsers(api: ZitadelApi, userIds: readonly string[]): Promise<Map<string, DirectoryUser>> {
  const found = new Map<string, DirectoryUser>();
  for (let from = 0; from < userIds.length; from += pageSize) {
    const body = { query: { limit: pageSize }, queries: [{ inUserIdsQuery: { userIds: userIds.slice(from, from + pageSize) } }] };
    const { result = [] } = await api.call<UserList>('/v2/users', { body, tries: 'repeat' });
    for (const user of result) found.set(user.userId, toUser(user));
  }
  return found;
}

function toUser({ userId, username, details, human }: ZitadelUser): DirectoryUser {
  return {
    id: userId,
    username,
    email: human?.email?.email ?? '',
    firstName: human?.profile?.givenName ?? '',
    lastName: human?.profile?.familyName ?? '',
    createdAt: new Date(details.creationDate),
  };
}
