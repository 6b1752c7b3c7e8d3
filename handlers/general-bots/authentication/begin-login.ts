import { beginLogin as begin } from '../../../domain/login/begin-login.ts';
import type { BeginLogin } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';
import { loginCookie } from './cookies.ts';

export const beginLogin: BeginLogin<Context> = async ({ cookies, db, query, services }) => {
  const { url, browserToken } = await begin(db, services, { rules: services.web, redirect: query.redirect, browserToken: cookies.gb_login });
  return { status: 302, headers: { location: url.href, 'set-cookie': [loginCookie(services.web, browserToken)], 'cache-control': 'no-store' } };
};
