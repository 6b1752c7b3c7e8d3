import { createGroup as create } from '../../../domain/member/create-group.ts';
import type { CreateGroup } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

export const createGroup: CreateGroup<Context> = async ({ actor, body, db, services }) => {
  const { id, name, createdAt } = await create(db, services.directory, actor, body);
  return { status: 201, body: { id, name, created_at: createdAt.toISOString() } };
};
