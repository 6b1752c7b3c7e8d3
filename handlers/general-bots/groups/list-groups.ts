import { listGroups as list } from '../../../domain/member/list-groups.ts';
import type { ListGroups } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

export const listGroups: ListGroups<Context> = async ({ actor, query, services }) => {
  const { groups, total } = await list(services.directory, actor, query);
  const spelled = groups.map(({ id, name, memberCount, createdAt }) => ({ id, name, member_count: memberCount, created_at: createdAt.toISOString() }));
  return { status: 200, body: { groups: spelled, total } };
};
