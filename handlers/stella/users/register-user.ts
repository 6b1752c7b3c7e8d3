import { register } from '../../../domain/identity/register.ts';
import type { RegisterUser } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const registerUser: RegisterUser<Context> = async ({ body, db }) => {
  const { email } = await register(db, body);
  return { status: 200, body: { msg: 'User created successfully', email } };
};
