import { endLogin } from '../../../domain/login/end-login.ts';
import type { LogOut } from '../../../generated/general-bots/operations.ts';
import { closeLogin } from '../chat/topics.ts';
import type { Context } from '../context.ts';
import { noSessionCookie } from './cookies.ts';

export const logOut: LogOut<Context> = async ({ actor, channels, db, services }) => {
  const { logoutUrl } = await endLogin(db, services, actor, { loginId: actor.loginId });
  closeLogin(channels, actor.loginId);
  return {
    status: 200,
    headers: { 'set-cookie': [noSessionCookie(services.web)] },
    body: { success: true, message: 'You are signed out.', ...(logoutUrl !== undefined && { logout_url: logoutUrl }) },
  };
};
