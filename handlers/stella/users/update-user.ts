import { updateAccount } from '../../../domain/identity/update-account.ts';
import type { UpdateUser } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const updateUser: UpdateUser<Context> = async ({ actor, body, db }) => {
  await updateAccount(db, actor, body);
  return { status: 200, body: { msg: 'User updated' } };
};
