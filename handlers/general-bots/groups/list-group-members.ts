import type { GroupMember } from '../../../domain/directory/directory.ts';
import { listGroupMembers as list } from '../../../domain/member/list-group-members.ts';
import type { ListGroupMembers } from '../../../generated/general-bots/operations.ts';
import type { Member } from '../../../generated/general-bots/types.ts';
import type { Context } from '../context.ts';

export const listGroupMembers: ListGroupMembers<Context> = async ({ actor, path, query, services }) => {
  const { members, total } = await list(services.directory, actor, { groupId: path.id, ...query });
  return { status: 200, body: { members: members.map(toMember), total } };
};

function toMember({ userId, username, email, role, joinedAt }: GroupMember): Member {
  return { user_id: userId, username, email, role, joined_at: joinedAt.toISOString() };
}
