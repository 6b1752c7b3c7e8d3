import { isAdministrator, type MemberActor } from '../actor.ts';
import type { Directory, GroupMember } from '../directory/directory.ts';
import { DomainError } from '../errors.ts';

export interface MemberQuery {
  readonly groupId: string;
  readonly limit: number;
  readonly offset: number;
}

/** A page of those who are in a group that the actor may see, by name; any other group is `group_not_found`, as if there were none. */
export async function listGroupMembers(
  directory: Directory,
  actor: MemberActor,
  { groupId, limit, offset }: MemberQuery,
): Promise<{ members: GroupMember[]; total: number }> {
  if (!isAdministrator(actor) && !actor.groupIds.includes(groupId)) throw new DomainError('group_not_found', 'There is no such group.');
  const members = await directory.listMembers(groupId);
  const sorted = members.toSorted((one, other) => (one.username < other.username ? -1 : 1));
  return { members: sorted.slice(offset, offset + limit), total: members.length };
}
