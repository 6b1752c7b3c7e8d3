import { SQL } from 'sql-template-strings';
import { type Database, first, only, transaction } from '../../database/database.ts';
import { isUuid } from '../../database/is-uuid.ts';
import { DomainError } from '../../errors.ts';
import type { DirectoryGroup, GroupMember, GroupPage, GroupQuery, NewGroup } from '../directory.ts';
import { refuseUnfit } from './users.ts';

export function createGroup(db: Database, { name, description = '', domain, ownerId }: NewGroup): Promise<DirectoryGroup> {
  return transaction(db, async (tx) => {
    const group = await first<DirectoryGroup>(tx, SQL`
      insert into directory_groups (name, description, domain)
      values (${name}, ${description}, ${domain ?? null})
      on conflict (lower(name)) do nothing
      returning id, name, 1 as "memberCount", created_at as "createdAt"
    `.setName('create_directory_group')).catch(refuseUnfit);
    if (!group) throw new DomainError('name_taken', 'There is a group with this name.');
    await tx.query(SQL`
      insert into directory_members (group_id, user_id, role)
      values (${group.id}, ${ownerId}, 'owner')
    `.setName('add_directory_member'));
    return group;
  });
}

export async function listGroups(db: Database, { ids, limit, offset }: GroupQuery): Promise<GroupPage> {
  const chosen = ids ? ids.filter(isUuid) : null;
  const groups = await db.query<DirectoryGroup>(SQL`
    select
      id, name, created_at as "createdAt",
      (select count(*)::integer from directory_members where group_id = g.id) as "memberCount"
    from directory_groups g
    where ${chosen}::uuid[] is null or id = any (${chosen}::uuid[])
    order by lower(name)
    limit ${limit} offset ${offset}
  `.setName('list_directory_groups'));
  const { total } = await only<{ total: number }>(db, SQL`
    select count(*)::integer as total
    from directory_groups
    where ${chosen}::uuid[] is null or id = any (${chosen}::uuid[])
  `.setName('count_directory_groups'));
  return { groups, total };
}

export async function listMembers(db: Database, groupId: string): Promise<GroupMember[]> {
  const known = isUuid(groupId) && (await first(db, SQL`
    select id
    from directory_groups
    where id = ${groupId}
  `.setName('find_directory_group')));
  if (!known) throw new DomainError('group_not_found', 'The directory has no such group.');
  return db.query<GroupMember>(SQL`
    select user_id as "userId", username, email, role, joined_at as "joinedAt"
    from directory_members
    join directory_users on id = user_id
    where group_id = ${groupId}
    order by username
  `.setName('list_directory_members'));
}
