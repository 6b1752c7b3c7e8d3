import { DomainError } from '../../../domain/errors.ts';
import { completeLogin as complete } from '../../../domain/login/complete-login.ts';
import type { CompleteLogin, CompleteLoginReply, CompleteLoginRequest } from '../../../generated/general-bots/operations.ts';
import type { ErrorDetails } from '../../../generated/general-bots/types.ts';
import { closeLogin } from '../chat/topics.ts';
import type { Context } from '../context.ts';
import type { WebSettings } from '../web-settings.ts';
import { noLoginCookie, sessionCookie } from './cookies.ts';

type Query = CompleteLoginRequest<Context>['query'];

export const completeLogin: CompleteLogin<Context> = async ({ channels, cookies, db, query, services }) => {
  try {
    const sent = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined));
    const { token, landing, endedIds } = await complete(db, services, { query: sent, browserToken: cookies.gb_login });
    for (const id of endedIds) closeLogin(channels, id);
    const set = [sessionCookie(services.web, token), noLoginCookie(services.web)];
    return { status: 302, headers: { location: landing, 'set-cookie': set, 'cache-control': 'no-store' } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'forbidden') return refused(error.message, query);
    if (error.code === 'token_used') throw withWayBack(error, services.web);
    throw error;
  }
};

/** A browser that was sent from another name of this machine is told the one that counts. */
function withWayBack({ code, message }: DomainError, { publicUrl }: WebSettings): DomainError {
  return new DomainError(code, `${message} Begin at ${new URL('/auth/login', publicUrl).href}.`);
}

/** The directory's own words for its refusal, which only here are the caller's business. */
function refused(message: string, { error, error_description }: Query): CompleteLoginReply {
  const details: ErrorDetails = { ...(error !== undefined && { error }), ...(error_description !== undefined && { error_description }) };
  const known = Object.keys(details).length > 0;
  return { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: { error: { code: 'UNAUTHORIZED', message, ...(known && { details }) } } };
}
