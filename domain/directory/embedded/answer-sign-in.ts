import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Database } from '../../database/database.ts';
import { signInPage } from './sign-in-page.ts';
import { checkPassword } from './users.ts';

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Shows the page, or takes what was written into it. Whose sign-in it is, a cookie of the provider says. */
export async function answerSignIn(db: Database, provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const details = await provider.interactionDetails(request, response).catch(() => undefined);
  if (!details) return showPage(response, 400, { complaint: 'This signing in is over; please begin again.' });
  if (request.method !== 'POST') return showPage(response, 200, {});
  const form = await readForm(request);
  if (!form) return showPage(response, 413, { complaint: 'That was too much.' });
  const username = form.get('username') ?? '';
  const accountId = await checkPassword(db, { username, password: form.get('password') ?? '' });
  if (accountId === undefined) return showPage(response, 401, { username, complaint: 'The user name or the password is wrong.' });
  await provider.interactionFinished(request, response, { login: { accountId, remember: false } }, { mergeWithLastSubmission: false });
}

function showPage(response: ServerResponse, status: number, content: Parameters<typeof signInPage>[0]): void {
  response.writeHead(status, pageHeaders).end(signInPage(content));
}

/** Undefined when it is longer than names and passwords are. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > 4096) return undefined;
  }
  return new URLSearchParams(text);
}
