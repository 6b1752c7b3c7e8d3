import { DomainError } from '../../errors.ts';
import type { DirectoryGroup, GroupMember, GroupPage, GroupQuery, NewGroup } from '../directory.ts';
import type { GroupList, GroupUserList, ZitadelGroup } from './answers.ts';
import type { ZitadelApi } from './zitadel-api.ts';
import { listUsers } from './zitadel-people.ts';

/** Methods of the group service are called by the Connect protocol: a POST with JSON at the method's name. */
const service = '/zitadel.group.v2.GroupService';

/** What answers where the group service is missing (the Connect protocol's `unimplemented`, or nothing at this path). */
const noGroups = {
  404: ['unconfigured', 'The directory has no groups.'],
  501: ['unconfigured', 'The directory has no groups.'],
} as const;

/** As many as Zitadel gives at once unless its operator allows more. */
const pageSize = 100;

interface Owned {
  readonly api: ZitadelApi;
  readonly organizationId: string;
}

/**
 * Two requests; where the second fails the group is taken away again. Zitadel's groups have no mail domain, so that it goes where people read it.
 */
export async function createGroup({ api, organizationId }: Owned, group: NewGroup): Promise<DirectoryGroup> {
  const refusals = {
    ...noGroups,
    400: ['invalid_input', 'The directory does not take this group.'],
    409: ['name_taken', 'There is a group with this name.'],
  } as const;
  const body = { organizationId, name: group.name, description: describe(group) };
  const { id, creationDate } = await api.call<{ id: string; creationDate: string }>(`${service}/CreateGroup`, { body, tries: 'once', refusals });
  try {
    await api.call(`${service}/AddUsersToGroup`, { body: { id, userIds: [group.ownerId] }, tries: 'repeat' });
  } catch (error) {
    await api.call(`${service}/DeleteGroup`, { body: { id }, tries: 'insist' }).catch(() => undefined);
    throw error;
  }
  return { id, name: group.name, memberCount: 1, createdAt: new Date(creationDate) };
}

export async function listGroups({ api, organizationId }: Owned, { ids, limit, offset }: GroupQuery): Promise<GroupPage> {
  if (ids?.length === 0) return { groups: [], total: 0 };
  const filters = [{ organizationId: { id: organizationId } }, ...(ids ? [{ groupIds: { ids } }] : [])];
  const body = { filters, pagination: { limit, offset, asc: true }, sortingColumn: 'FIELD_NAME_NAME' };
  const { groups = [], pagination } = await api.call<GroupList>(`${service}/ListGroups`, { body, tries: 'repeat', refusals: noGroups });
  return { groups: await Promise.all(groups.map((group) => toGroup(api, group))), total: Number(pagination?.totalResult ?? 0) };
}

/** The groups that a user is in. In a Zitadel that has no groups yet that is none: people sign in all the same. */
export async function groupIdsOf(api: ZitadelApi, userId: string): Promise<string[]> {
  try {
    const memberships = await listMemberships(api, { userIds: { ids: [userId] } });
    return memberships.map(({ groupId }) => groupId);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'unconfigured') return [];
    throw error;
  }
}

export async function listMembers(owned: Owned, groupId: string): Promise<GroupMember[]> {
  await requireGroup(owned, groupId);
  const memberships = await listMemberships(owned.api, { groupIds: { ids: [groupId] } });
  const users = await listUsers(owned.api, memberships.map(({ user }) => user.id));
  return memberships.flatMap(({ user: { id }, creationDate }) => {
    const user = users.get(id);
    return user ? [{ userId: id, username: user.username, email: user.email, role: 'member', joinedAt: new Date(creationDate) }] : [];
  });
}

function describe({ description, domain }: NewGroup): string | undefined {
  return domain === undefined ? description : [description, `Domain: ${domain}`].filter(Boolean).join('\n');
}

async function requireGroup(owned: Owned, groupId: string): Promise<void> {
  const { groups } = await listGroups(owned, { ids: [groupId], limit: 1, offset: 0 });
  if (groups.length === 0) throw new DomainError('group_not_found', 'The directory has no such group.');
}

type Membership = NonNullable<GroupUserList['groupUsers']>[number];

/** All of them, page by page, in the order in which they joined. */
async function listMemberships(api: ZitadelApi, filter: object): Promise<Membership[]> {
  const found: Membership[] = [];
  for (let offset = 0; ; offset += pageSize) {
    const page = await readMemberships(api, filter, { offset, limit: pageSize, asc: true });
    found.push(...(page.groupUsers ?? []));
    if ((page.groupUsers ?? []).length < pageSize) return found;
  }
}

function readMemberships(api: ZitadelApi, filter: object, pagination: object): Promise<GroupUserList> {
  return api.call<GroupUserList>(`${service}/ListGroupUsers`, { body: { filters: [filter], pagination }, tries: 'repeat', refusals: noGroups });
}

/** Zitadel says how many members a group has with each list of them. */
async function toGroup(api: ZitadelApi, { id, name, creationDate }: ZitadelGroup): Promise<DirectoryGroup> {
  const { pagination } = await readMemberships(api, { groupIds: { ids: [id] } }, { offset: 0, limit: 1 });
  return { id, name, memberCount: Number(pagination?.totalResult ?? 0), createdAt: new Date(creationDate) };
}
