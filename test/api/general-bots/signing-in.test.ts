import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { only } from '../../../domain/database/database.ts';
import { finishLogouts } from '../../../domain/login/end-at-directory.ts';
import { Browser, type Page } from '../../domain/directory/browser.ts';
import { somebody, type Person as DirectoryPerson } from '../../domain/directory/directories.ts';
import { clientWith, directoryNames, expectStatus, startGeneralBots, type GeneralBots } from './general-bots.ts';

/** Set-Cookie lines by name. */
function cookiesOf(response: Response): Record<string, string> {
  return Object.fromEntries(response.headers.getSetCookie().map((line): [string, string] => [line.split('=')[0] ?? '', line]));
}

async function failureOf(response: Response): Promise<{ status: number; code: string; details?: unknown }> {
  const { error } = (await response.json()) as { error: { code: string; details?: unknown } };
  return { status: response.status, code: error.code, ...(error.details === undefined ? {} : { details: error.details }) };
}

for (const name of directoryNames) {
  describe(`signing in at the ${name} directory`, () => {
    const ada = somebody({ roles: ['admin'] });
    let bots: GeneralBots;
    let adaId: string;

    before(async () => {
      bots = await startGeneralBots({ directory: name });
      adaId = await bots.directory.addUser(ada);
    });
    after(() => bots.close());

    /** From /auth/login to where the browser lands. */
    async function signIn(browser: Browser, { username, password }: DirectoryPerson = ada, path = '/auth/login?redirect=/health'): Promise<Page> {
      const page = await browser.open(`${bots.url}${path}`);
      return page.text.includes('<form') ? browser.submit(page, { username, password }) : page;
    }

    /** The directory's answer, before the service has seen it. */
    async function comeBack(browser: Browser): Promise<URL> {
      const stopBefore = `${bots.url}/auth/callback`;
      const page = await browser.open(`${bots.url}/auth/login`, { stopBefore });
      return (await browser.submit(page, { username: ada.username, password: ada.password }, { stopBefore })).url;
    }

    test('a browser goes to the directory and comes back with a session', async () => {
      const browser = new Browser();
      const { url, status } = await signIn(browser);
      assert.equal(url.href, `${bots.url}/health`);
      assert.equal(status, 200);
      const client = clientWith(bots, browser.cookie('gb_session') ?? '');
      const { body } = expectStatus(await client.validateSession(), 200);
      assert.deepEqual({ ...body, expires_at: typeof body.expires_at }, { valid: true, user_id: adaId, expires_at: 'string' });
      assert.equal(browser.cookie('gb_login'), undefined);
    });

    test('the redirect to the directory has PKCE, state and nonce, and is kept by nobody', async () => {
      const response = await fetch(`${bots.url}/auth/login`, { redirect: 'manual' });
      assert.equal(response.status, 302);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const { origin, searchParams } = new URL(response.headers.get('location') ?? '');
      assert.equal(origin, bots.directory.directory.issuer);
      for (const parameter of ['client_id', 'scope', 'state', 'nonce', 'code_challenge']) assert.ok(searchParams.get(parameter), parameter);
      assert.deepEqual([searchParams.get('response_type'), searchParams.get('code_challenge_method')], ['code', 'S256']);
      assert.equal(searchParams.get('redirect_uri'), `${bots.url}/auth/callback`);
      assert.match(cookiesOf(response)['gb_login'] ?? '', /^gb_login=[\w-]{43}; Path=\/auth; HttpOnly; SameSite=Lax; Max-Age=600$/);
    });

    test('the session’s cookie is for this service alone, for a day', async () => {
      const browser = new Browser();
      const response = await browser.request(await comeBack(browser));
      assert.equal(response.status, 302);
      const { gb_session: session = '', gb_login: login = '' } = cookiesOf(response);
      assert.match(session, /^gb_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/);
      assert.match(login, /^gb_login=; Path=\/auth; HttpOnly; SameSite=Lax; Max-Age=0$/);
      assert.ok(!(response.headers.get('location') ?? '').includes(session.slice(11, 54)));
    });

    test('what the directory sent works once', async () => {
      const browser = new Browser();
      const url = await comeBack(browser);
      const copy = browser.cookie('gb_login') ?? '';
      await browser.request(url);
      const again = await fetch(url, { headers: { cookie: `gb_login=${copy}` }, redirect: 'manual' });
      assert.deepEqual(await failureOf(again), { status: 403, code: 'FORBIDDEN' });
      assert.deepEqual(cookiesOf(again), {});
    });

    test('what the directory sent works in the browser that began only', async () => {
      const browser = new Browser();
      const url = await comeBack(browser);
      const [theirs] = (await fetch(`${bots.url}/auth/login`, { redirect: 'manual' })).headers.getSetCookie();
      const stolen = await fetch(url, { headers: { cookie: theirs?.split(';')[0] ?? '' }, redirect: 'manual' });
      assert.deepEqual(await failureOf(stolen), { status: 403, code: 'FORBIDDEN' });
      assert.deepEqual(await failureOf(await fetch(url, { redirect: 'manual' })), { status: 403, code: 'FORBIDDEN' });
      assert.equal((await browser.request(url)).status, 302);
    });

    test('two tabs of a browser sign in without disturbing each other', async () => {
      const browser = new Browser();
      const stopBefore = `${bots.url}/auth/callback`;
      const [one, other] = [await browser.open(`${bots.url}/auth/login?redirect=/health`), await browser.open(`${bots.url}/auth/login`)];
      assert.notEqual(one.url.href, other.url.href);
      const { url } = await browser.submit(one, { username: ada.username, password: ada.password }, { stopBefore });
      assert.equal((await browser.request(url)).status, 302);
    });

    test('a callback that belongs to nothing is refused', async () => {
      for (const query of ['', '?code=x', '?state=x', '?state=x&code=y', '?error=access_denied'])
        assert.deepEqual(await failureOf(await fetch(`${bots.url}/auth/callback${query}`, { headers: { cookie: 'gb_login=x' } })), { status: 403, code: 'FORBIDDEN' }, query);
    });

    test('the directory’s refusal is told in its own words', async () => {
      const browser = new Browser();
      const url = await comeBack(browser);
      const refused = new URL(url);
      refused.search = new URLSearchParams({ state: url.searchParams.get('state') ?? '', iss: bots.directory.directory.issuer, error: 'access_denied', error_description: 'cancelled' }).toString();
      const details = { error: 'access_denied', error_description: 'cancelled' };
      assert.deepEqual(await failureOf(await browser.request(refused)), { status: 401, code: 'UNAUTHORIZED', details });
    });

    test('a code that the directory did not give is refused', async () => {
      const browser = new Browser();
      const url = await comeBack(browser);
      url.searchParams.set('code', 'made-up');
      assert.deepEqual(await failureOf(await browser.request(url)), { status: 401, code: 'UNAUTHORIZED' });
    });

    test('a browser is sent to this service and to allowed origins only', async () => {
      const start = async (redirect: string) => fetch(`${bots.url}/auth/login?redirect=${encodeURIComponent(redirect)}`, { redirect: 'manual' });
      for (const allowed of ['/chat', `${bots.url}/chat`]) assert.equal((await start(allowed)).status, 302, allowed);
      for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
        assert.deepEqual(await failureOf(await start(elsewhere)), { status: 400, code: 'BAD_REQUEST' }, elsewhere);
    });

    test('while the directory is away nobody gets in, and nobody is let in on old rights', async () => {
      const [browser, late] = [new Browser(), new Browser()];
      await signIn(browser);
      const url = await comeBack(late);
      const profile = new URL('/api/users/me', bots.url);
      await bots.directory.goAway();
      const refused = await late.request(url);
      assert.deepEqual([await failureOf(refused), refused.headers.get('retry-after')], [{ status: 503, code: 'UNAVAILABLE' }, '1']);
      await bots.forgetStandings();
      assert.deepEqual(await failureOf(await browser.request(profile)), { status: 503, code: 'UNAVAILABLE' });
      await bots.directory.comeBack();
      while ((await browser.request(profile)).status === 503);
      assert.equal((await browser.request(profile)).status, 200);
    });

    test('signing out ends the session here and at the directory', async () => {
      const browser = new Browser();
      await signIn(browser);
      const token = browser.cookie('gb_session') ?? '';
      const silently = await browser.open(`${bots.url}/auth/login?redirect=/health`);
      assert.equal(silently.url.href, `${bots.url}/health`, 'the directory knows the browser');
      const client = clientWith(bots, browser.cookie('gb_session') ?? '');
      const out = expectStatus(await client.logOut(), 200);
      assert.equal(out.body.success, true);
      assert.match(out.headers.getSetCookie().join(), /^gb_session=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/);
      assert.equal((await client.getProfile()).status, 401);
      assert.equal(expectStatus(await client.validateSession(), 200).body.valid, false);
      assert.equal((await client.logOut()).status, 401);
      if (out.body.logout_url !== undefined) await browser.submit(await browser.open(out.body.logout_url));
      const page = await browser.open(`${bots.url}/auth/login`);
      assert.match(page.text, /<form/, 'the directory asks who it is');
      assert.notEqual(token, '');
    });

    test('a sixth signing in signs the oldest out, and closes its connections', async () => {
      const browser = new Browser();
      await signIn(browser);
      const oldest = browser.cookie('gb_session') ?? '';
      const line = await clientWith(bots, oldest).chat.connect();
      for (let count = 2; count <= 6; count += 1) await signIn(browser);
      assert.equal((await line.closed).code, 4401);
      assert.equal((await clientWith(bots, oldest).getSession()).status, 401);
    });

    test('signing out needs no directory: it is told when it is back', async () => {
      const browser = new Browser();
      await signIn(browser);
      const client = clientWith(bots, browser.cookie('gb_session') ?? '');
      await bots.directory.goAway();
      await bots.forgetStandings();
      expectStatus(await client.logOut(), 200);
      assert.equal((await client.getProfile()).status, 401);
      await bots.directory.comeBack();
      while ((await finishLogouts(bots.db, bots.services)) > 0);
      const { n } = await only<{ n: number }>(bots.db, SQL`select count(*)::integer as n from logins where ended_at is not null`);
      assert.equal(n, 0);
    });

    test('a token that is none is told apart from no token', async () => {
      const nonsense = clientWith(bots, 'nonsense');
      assert.deepEqual(expectStatus(await nonsense.validateSession(), 200).body, { valid: false, user_id: null, expires_at: null });
      assert.equal((await bots.client.validateSession()).status, 401);
      assert.equal((await nonsense.getProfile()).status, 401);
    });
  });
}
