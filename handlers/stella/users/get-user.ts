import { readAccount } from '../../../domain/workspace/read-account.ts';
import type { GetUser } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toUser } from '../to-api/user.ts';

export const getUser: GetUser<Context> = async ({ actor, db }) => {
  const account = await readAccount(db, actor);
  return { status: 200, body: { user: toUser(account) } };
};
