import { login } from '../../../domain/identity/login.ts';
import type { LogIn } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const logIn: LogIn<Context> = async ({ body, db, services }) => {
  const { accessToken } = await login(db, services.accountTokens, body);
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: { access_token: accessToken } };
};
