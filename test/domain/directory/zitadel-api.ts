export interface ZitadelUser {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  email: string;
  firstName: string;
  lastName: string;
  roles: readonly string[];
  readonly createdAt: Date;
}

interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly members: Map<string, Date>;
}

export interface ZitadelState {
  readonly organizationId: string;
  readonly users: Map<string, ZitadelUser>;
  readonly groups: Map<string, Group>;
}

interface Answer {
  readonly status: number;
  readonly answer: object;
}

/** A request of any of the methods; which fields it has depends on the method. */
interface Body {
  readonly id?: string;
  readonly organizationId?: string;
  readonly name?: string;
  readonly description?: string;
  readonly userIds?: readonly string[];
  readonly filters?: readonly { organizationId?: { id: string }; groupIds?: { ids: readonly string[] }; userIds?: { ids: readonly string[] } }[];
  readonly pagination?: { offset?: number; limit?: number };
  readonly queries?: readonly { inUserIdsQuery: { userIds: readonly string[] } }[];
  readonly profile?: { givenName: string; familyName: string };
  readonly email?: { email: string };
}

const notFound: Answer = { status: 404, answer: { code: 'not_found', message: 'not found' } };
const invalid: Answer = { status: 400, answer: { code: 'invalid_argument', message: 'invalid' } };

/** User service v2 by its paths, group service v2 by the Connect protocol. */
export function answerApi(state: ZitadelState, line: string, text: string): Answer {
  const body = (text === '' ? {} : JSON.parse(text)) as Body;
  const [, userId] = /^GET \/v2\/users\/([^/?]+)$/.exec(line) ?? [];
  if (userId) return readUser(state, decodeURIComponent(userId));
  const [, changedId] = /^PUT \/v2\/users\/human\/([^/?]+)$/.exec(line) ?? [];
  if (changedId) return changeUser(state, decodeURIComponent(changedId), body);
  if (line === 'POST /v2/users') return listUsers(state, body);
  const [, method = ''] = /^POST \/zitadel\.group\.v2\.GroupService\/(\w+)$/.exec(line) ?? [];
  return groupMethods[method]?.(state, body) ?? notFound;
}

const ok = (answer: object): Answer => ({ status: 200, answer });

function readUser({ users }: ZitadelState, id: string): Answer {
  const user = users.get(id);
  return user ? ok({ user: spell(user) }) : notFound;
}

function changeUser({ users }: ZitadelState, id: string, { profile, email }: Body): Answer {
  const user = users.get(id);
  if (!user) return notFound;
  const texts = [...(profile ? [profile.givenName, profile.familyName] : []), ...(email ? [email.email] : [])];
  if (texts.some((each) => typeof each !== 'string' || each.length < 1 || each.length > 200)) return invalid;
  if (profile) [user.firstName, user.lastName] = [profile.givenName, profile.familyName];
  if (email) user.email = email.email;
  return ok({ details: { changeDate: new Date().toISOString() } });
}

function listUsers({ users }: ZitadelState, { queries = [] }: Body): Answer {
  const wanted = new Set(queries.flatMap(({ inUserIdsQuery }) => inUserIdsQuery.userIds));
  return ok({ result: [...users.values()].filter(({ id }) => wanted.has(id)).map(spell) });
}

const groupMethods: { readonly [Method in string]?: (state: ZitadelState, body: Body) => Answer } = {
  CreateGroup: ({ groups, organizationId }, { organizationId: asked, name = '', description = '' }) => {
    if (asked !== organizationId || name.length < 1 || name.length > 200 || description.length > 200) return invalid;
    if ([...groups.values()].some((group) => group.name.toLowerCase() === name.toLowerCase())) return { status: 409, answer: { code: 'already_exists' } };
    const group = { id: `29${groups.size.toString().padStart(16, '0')}`, name, description, createdAt: new Date(), members: new Map<string, Date>() };
    groups.set(group.id, group);
    return ok({ id: group.id, creationDate: group.createdAt.toISOString() });
  },
  DeleteGroup: ({ groups }, { id = '' }) => {
    groups.delete(id);
    return ok({});
  },
  AddUsersToGroup: ({ groups }, { id = '', userIds = [] }) => {
    const group = groups.get(id);
    if (!group) return notFound;
    for (const userId of userIds) group.members.set(userId, new Date());
    return ok({ changeDate: new Date().toISOString() });
  },
  ListGroups: ({ groups, organizationId }, { filters = [], pagination }) => {
    const inOrganization = filters.every((filter) => (filter.organizationId?.id ?? organizationId) === organizationId);
    const ids = filters.find(({ groupIds }) => groupIds)?.groupIds?.ids;
    const found = [...groups.values()].filter(({ id }) => inOrganization && (!ids || ids.includes(id))).toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const { page, counted } = paged(found, pagination);
    return ok({ groups: page.map(({ id, name, description, createdAt }) => ({ id, name, description, organizationId, creationDate: createdAt.toISOString() })), ...counted });
  },
  ListGroupUsers: ({ groups }, { filters = [], pagination }) => {
    const groupIds = filters.find((filter) => filter.groupIds)?.groupIds?.ids;
    const userIds = filters.find((filter) => filter.userIds)?.userIds?.ids;
    const memberships = [...groups.values()].flatMap(({ id: groupId, members }) => [...members].map(([userId, since]) => ({ groupId, user: { id: userId }, creationDate: since.toISOString() })));
    const found = memberships.filter(({ groupId, user }) => (!groupIds || groupIds.includes(groupId)) && (!userIds || userIds.includes(user.id)));
    const { page, counted } = paged(found, pagination);
    return ok({ groupUsers: page, ...counted });
  },
};

/** The JSON form of protocol buffers: numbers of 64 bits are texts, and zero is left out. */
function paged<Item>(items: readonly Item[], { offset = 0, limit = 100 }: Body['pagination'] = {}): { page: Item[]; counted: object } {
  const counted = items.length === 0 ? {} : { pagination: { totalResult: String(items.length) } };
  return { page: items.slice(offset, offset + limit), counted };
}

function spell({ id, username, email, firstName, lastName, createdAt }: ZitadelUser): object {
  return {
    userId: id,
    details: { creationDate: createdAt.toISOString() },
    state: 'USER_STATE_ACTIVE',
    username,
    preferredLoginName: `${username}@example.localhost`,
    human: { profile: { givenName: firstName, familyName: lastName }, email: { email, isVerified: true } },
  };
}
