import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { only } from '../../../domain/database/database.ts';
import type { DomainErrorCode } from '../../../domain/errors.ts';
import { authenticateLogin, renewMember } from '../../../domain/login/authenticate-login.ts';
import { beginLogin } from '../../../domain/login/begin-login.ts';
import { completeLogin, openLogin } from '../../../domain/login/complete-login.ts';
import { finishLogouts } from '../../../domain/login/end-at-directory.ts';
import { endLogin } from '../../../domain/login/end-login.ts';
import { maxLogins, unsealTokens, type LoginServices } from '../../../domain/login/login.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';
import { Browser } from '../directory/browser.ts';
import { directories, somebody, tokensOf, type Person, type TestDirectory } from '../directory/directories.ts';

const refusal = (code: DomainErrorCode) => ({ name: 'DomainError', code });
const rules = { publicUrl: 'http://127.0.0.1:1', redirectOrigins: [], landing: '/' };

for (const [name, start] of Object.entries(directories)) {
  describe(`a login through the ${name} directory`, () => {
    let database: TestDatabase;
    let running: TestDirectory;
    let services: LoginServices;
    let ada: Person;
    let adaId: string;

    before(async () => {
      database = await createTestDatabase();
      running = await start(database.db);
      services = { directory: running.directory, loginKey: randomBytes(32).toString('hex') };
      ada = somebody({ roles: ['admin'] });
      adaId = await running.addUser(ada);
    });
    after(async () => {
      await running.close();
      await database.drop();
    });

    /** Begins at the directory and comes back with its answer. */
    async function attempt(person = ada): Promise<{ query: URLSearchParams; browserToken: string }> {
      const { url, browserToken } = await beginLogin(database.db, services, { rules, redirect: '/chat?room=1' });
      const browser = new Browser();
      const page = await browser.submit(await browser.open(url), { username: person.username, password: person.password }, { stopBefore: rules.publicUrl });
      return { query: page.url.searchParams, browserToken };
    }

    async function signIn(person = ada) {
      const tokens = await tokensOf(services.directory, person);
      const standing = await services.directory.introspect(tokens);
      assert.ok(standing);
      return { tokens, standing, ...(await openLogin(database.db, services, { tokens, standing })) };
    }

    /** What was known is older than a minute. */
    const age = (loginId: string) => database.db.query(SQL`update logins set checked_at = now() - interval '61 seconds' where id = ${loginId}`);
    const tokensKept = async (loginId: string) => {
      const { sealed } = await only<{ sealed: Buffer }>(database.db, SQL`select sealed_tokens as sealed from logins where id = ${loginId}`);
      return unsealTokens(services, loginId, sealed);
    };

    test('begins here, goes on there and ends here with a token', async () => {
      const { token, member, landing } = await completeLogin(database.db, services, await attempt());
      assert.equal(landing, 'http://127.0.0.1:1/chat?room=1');
      assert.equal(member.subject, adaId);
      assert.deepEqual(member.roles, ['admin']);
      assert.deepEqual(await authenticateLogin(database.db, services, token), member);
      assert.deepEqual(await renewMember(database.db, services, member), member);
      assert.equal(Math.round((member.expiresAt.getTime() - member.loginCreatedAt.getTime()) / 1000), 86_400);
    });

    test('is the same user’s each time', async () => {
      const [one, other] = [await signIn(), await signIn()];
      assert.equal(one.member.userId, other.member.userId);
      assert.notEqual(one.member.loginId, other.member.loginId);
    });

    test('cannot be completed twice, even at once', async () => {
      const answer = await attempt();
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => completeLogin(database.db, services, answer)));
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      await assert.rejects(completeLogin(database.db, services, answer), refusal('token_used'));
    });

    test('cannot be completed by another browser, nor with another state, nor without any', async () => {
      const [mine, theirs] = [await attempt(), await attempt()];
      const complete = (query: URLSearchParams, browserToken?: string) => completeLogin(database.db, services, { query, browserToken });
      await assert.rejects(complete(mine.query, theirs.browserToken), refusal('token_used'));
      await assert.rejects(complete(mine.query), refusal('token_used'));
      await assert.rejects(complete(new URLSearchParams({ code: mine.query.get('code') ?? '' }), mine.browserToken), refusal('token_used'));
      await assert.rejects(complete(new URLSearchParams({ state: mine.query.get('state') ?? '' }), mine.browserToken), refusal('token_used'));
      assert.ok(await complete(mine.query, mine.browserToken));
    });

    test('has to be completed within ten minutes', async () => {
      const answer = await attempt();
      const { seconds } = await only<{ seconds: number }>(database.db, SQL`
        select extract(epoch from max(expires_at - created_at))::integer as seconds
        from login_attempts
      `);
      assert.equal(seconds, 600);
      await database.db.query(SQL`update login_attempts set expires_at = now()`);
      await assert.rejects(completeLogin(database.db, services, answer), refusal('token_used'));
    });

    test('is not opened when the directory refused', async () => {
      const { query, browserToken } = await attempt();
      const refused = new URLSearchParams({ state: query.get('state') ?? '', iss: services.directory.issuer, error: 'access_denied' });
      await assert.rejects(completeLogin(database.db, services, { query: refused, browserToken }), refusal('forbidden'));
    });

    test('keeps no token that could be read in the database', async () => {
      const { tokens, token, member } = await signIn();
      const { row } = await only<{ row: string }>(database.db, SQL`select logins::text || encode(sealed_tokens, 'escape') as row from logins where id = ${member.loginId}`);
      for (const secret of [token, tokens.accessToken, tokens.refreshToken, tokens.idToken]) assert.ok(secret && !row.includes(secret));
      assert.equal((await tokensKept(member.loginId)).accessToken, tokens.accessToken);
    });

    test('learns within a minute what changed at the directory', async () => {
      const person = somebody();
      await running.addUser(person);
      const { token, member } = await signIn(person);
      await running.grant(person, ['admin', 'operator']);
      assert.deepEqual((await authenticateLogin(database.db, services, token)).roles, []);
      await age(member.loginId);
      assert.deepEqual((await authenticateLogin(database.db, services, token)).roles, ['admin', 'operator']);
    });

    test('renews its tokens when they are over, once for all requests that come at once', async () => {
      const { tokens, standing } = await signIn();
      const over = { ...tokens, expiresAt: new Date() };
      const { token, member } = await openLogin(database.db, services, { tokens: over, standing });
      await age(member.loginId);
      const members = await Promise.all([1, 2, 3, 4].map(() => authenticateLogin(database.db, services, token)));
      assert.deepEqual(members, [member, member, member, member]);
      const kept = await tokensKept(member.loginId);
      assert.notEqual(kept.accessToken, tokens.accessToken);
      assert.ok(kept.expiresAt > new Date());
    });

    test('ends when the directory has ended it', async () => {
      const { tokens, token, member } = await signIn();
      await services.directory.endSession(tokens);
      assert.deepEqual(await authenticateLogin(database.db, services, token), member);
      await age(member.loginId);
      await assert.rejects(authenticateLogin(database.db, services, token), refusal('invalid_token'));
      await assert.rejects(renewMember(database.db, services, member), refusal('invalid_token'));
    });

    test('lets nobody in on old rights while the directory is away', async () => {
      const { tokens, token, member } = await signIn();
      await age(member.loginId);
      await running.goAway();
      await assert.rejects(authenticateLogin(database.db, services, token), refusal('unavailable'));
      await running.comeBack();
      while (!(await services.directory.introspect(tokens).then(() => true, () => false)));
      assert.deepEqual(await authenticateLogin(database.db, services, token), member);
    });

    test('is over after its time', async () => {
      const { token, member } = await signIn();
      await database.db.query(SQL`update logins set created_at = now() - interval '2 days', expires_at = now() where id = ${member.loginId}`);
      await assert.rejects(authenticateLogin(database.db, services, token), refusal('token_expired'));
      await assert.rejects(authenticateLogin(database.db, services, 'nonsense'), refusal('invalid_token'));
    });

    test('ends by its user’s will, here and at the directory', async () => {
      const { tokens, token, member } = await signIn();
      await endLogin(database.db, services, member, { loginId: member.loginId });
      await assert.rejects(authenticateLogin(database.db, services, token), refusal('invalid_token'));
      assert.equal(await services.directory.introspect(tokens), undefined);
      assert.equal(await services.directory.refresh(tokens), undefined);
      await assert.rejects(endLogin(database.db, services, member, { loginId: member.loginId }), refusal('session_not_found'));
      await assert.rejects(endLogin(database.db, services, member, { loginId: 'nonsense' }), refusal('session_not_found'));
    });

    test('is not ended by somebody else', async () => {
      const stranger = somebody();
      await running.addUser(stranger);
      const [mine, theirs] = [await signIn(), await signIn(stranger)];
      await assert.rejects(endLogin(database.db, services, theirs.member, { loginId: mine.member.loginId }), refusal('not_owner'));
      assert.deepEqual(await authenticateLogin(database.db, services, mine.token), mine.member);
    });

    test('ends at once while the directory is away, and there when it is back', async () => {
      const { tokens, token, member } = await signIn();
      await running.goAway();
      await endLogin(database.db, services, member, { loginId: member.loginId });
      await assert.rejects(authenticateLogin(database.db, services, token), refusal('invalid_token'));
      await running.comeBack();
      while ((await finishLogouts(database.db, services)) > 0);
      assert.equal(await services.directory.introspect(tokens), undefined);
    });

    test(`leaves ${maxLogins} of a user at once; a further one ends the oldest`, async () => {
      const person = somebody();
      await running.addUser(person);
      const { tokens, standing, token: oldest } = await signIn(person);
      const later = [];
      for (let count = 0; count < maxLogins; count += 1) later.push(await openLogin(database.db, services, { tokens, standing }));
      await assert.rejects(authenticateLogin(database.db, services, oldest), refusal('invalid_token'));
      for (const { token, member } of later) assert.deepEqual(await authenticateLogin(database.db, services, token), member);
    });
  });
}
