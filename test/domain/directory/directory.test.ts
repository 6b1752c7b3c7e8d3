import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DomainErrorCode } from '../../../domain/errors.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';
import { Browser } from './browser.ts';
import { bringBack, directories, newRequest, somebody, tokensOf, type Person, type TestDirectory } from './directories.ts';

const refusal = (code: DomainErrorCode) => ({ name: 'DomainError', code });

for (const [name, start] of Object.entries(directories)) {
  describe(`the ${name} directory`, () => {
    let database: TestDatabase;
    let running: TestDirectory;
    let ada: Person;
    let adaId: string;
    const directory = () => running.directory;

    before(async () => {
      database = await createTestDatabase();
      running = await start(database.db);
      ada = somebody({ roles: ['admin'] });
      adaId = await running.addUser(ada);
    });
    after(async () => {
      await running.close();
      await database.drop();
    });

    test('asks for a code with PKCE, state and nonce', async () => {
      const request = newRequest();
      const { searchParams } = await directory().authorizationUrl(request);
      assert.equal(searchParams.get('response_type'), 'code');
      assert.equal(searchParams.get('redirect_uri'), request.redirectUri);
      assert.equal(searchParams.get('state'), request.state);
      assert.equal(searchParams.get('nonce'), request.nonce);
      assert.equal(searchParams.get('code_challenge_method'), 'S256');
      assert.notEqual(searchParams.get('code_challenge'), request.codeVerifier);
    });

    test('says who signed in, with roles', async () => {
      const tokens = await tokensOf(directory(), ada);
      assert.ok(tokens.expiresAt > new Date());
      assert.deepEqual(await directory().introspect(tokens), { subject: adaId, roles: ['admin'], groupIds: [] });
    });

    test('signs nobody in with a wrong password', async () => {
      const request = newRequest();
      const query = await bringBack(directory(), request, { ...ada, password: 'wrong' });
      assert.equal(query.get('code'), null);
    });

    test('takes a code once, with its own state, nonce and verifier only', async () => {
      for (const changed of ['state', 'nonce', 'codeVerifier'] as const) {
        const request = newRequest();
        const query = await bringBack(directory(), request, ada);
        await assert.rejects(directory().finishSignIn({ ...request, [changed]: newRequest()[changed] }, query), refusal('invalid_token'), changed);
      }
      const request = newRequest();
      const query = await bringBack(directory(), request, ada);
      await directory().finishSignIn(request, query);
      await assert.rejects(directory().finishSignIn(request, query), refusal('invalid_token'));
    });

    test('tells a refusal from an outage in what the browser brings back', async () => {
      const request = newRequest();
      const back = (error: string) => directory().finishSignIn(request, new URLSearchParams({ state: request.state, iss: directory().issuer, error }));
      await assert.rejects(back('access_denied'), refusal('forbidden'));
      await assert.rejects(back('temporarily_unavailable'), refusal('unavailable'));
    });

    test('gives new tokens for old ones', async () => {
      const tokens = await tokensOf(directory(), ada);
      const renewed = await directory().refresh(tokens);
      assert.ok(renewed);
      assert.notEqual(renewed.accessToken, tokens.accessToken);
      assert.equal((await directory().introspect(renewed))?.subject, adaId);
      assert.equal(await directory().refresh({ ...tokens, refreshToken: 'nonsense' }), undefined);
    });

    test('knows neither tokens nor session after the end of the session', async () => {
      const browser = new Browser();
      const tokens = await tokensOf(directory(), ada, browser);
      const silent = await tokensOf(directory(), { ...ada, password: 'not asked for again' }, browser);
      assert.equal((await directory().introspect(silent))?.subject, adaId);
      const address = await directory().endSession(silent);
      if (address) await browser.submit(await browser.open(address));
      assert.equal(await directory().introspect(silent), undefined);
      assert.equal(await directory().refresh(silent), undefined);
      const again = newRequest();
      const { status } = await browser.open(await directory().authorizationUrl(again), { stopBefore: again.redirectUri });
      assert.equal(status, 200, 'asked to sign in again');
      await directory().endSession(tokens);
    });

    test('knows nobody by a token of its own that is none', async () => {
      assert.equal(await directory().introspect({ accessToken: 'nonsense', expiresAt: new Date() }), undefined);
    });

    test('reads and changes a profile field by field', async () => {
      const grace = somebody({ firstName: 'Grace', lastName: 'Hopper' });
      const id = await running.addUser(grace);
      const { createdAt, ...profile } = await directory().readUser(id);
      assert.deepEqual(profile, { id, username: grace.username, email: grace.email, firstName: 'Grace', lastName: 'Hopper' });
      assert.ok(Math.abs(createdAt.getTime() - Date.now()) < 60_000);
      const changed = await directory().updateUser(id, { lastName: 'Murray Hopper' });
      assert.deepEqual(changed, { ...profile, createdAt, lastName: 'Murray Hopper' });
      await directory().updateUser(id, { email: 'grace@example.org', firstName: 'G.' });
      assert.deepEqual(await directory().readUser(id), { ...profile, createdAt, email: 'grace@example.org', firstName: 'G.', lastName: 'Murray Hopper' });
    });

    test('changes nothing of a profile when it does not take a part of it', async () => {
      const before = await directory().readUser(adaId);
      await assert.rejects(directory().updateUser(adaId, { email: 'other@example.org', lastName: 'x'.repeat(201) }), refusal('invalid_input'));
      assert.deepEqual(await directory().readUser(adaId), before);
    });

    test('refuses users and groups that it does not know', async () => {
      const unknown = '00000000-0000-4000-8000-000000000000';
      for (const id of [unknown, 'nobody', '../users']) {
        await assert.rejects(directory().readUser(id), refusal('user_not_found'));
        await assert.rejects(directory().updateUser(id, { firstName: 'X' }), refusal('user_not_found'));
        await assert.rejects(directory().listMembers(id), refusal('group_not_found'));
      }
      assert.deepEqual(await directory().listGroups({ ids: [unknown, 'nothing'], limit: 10, offset: 0 }), { groups: [], total: 0 });
    });

    test('creates a group with its first member', async () => {
      const group = await directory().createGroup({ name: 'Analysts', description: 'Numbers', domain: 'example.com', ownerId: adaId });
      const { groups, total } = await directory().listGroups({ ids: [group.id], limit: 10, offset: 0 });
      assert.deepEqual(groups, [{ id: group.id, name: 'Analysts', memberCount: 1, createdAt: group.createdAt }]);
      assert.equal(total, 1);
      const [member, ...others] = await directory().listMembers(group.id);
      assert.deepEqual({ ...member, joinedAt: undefined }, { userId: adaId, username: ada.username, email: (await directory().readUser(adaId)).email, role: running.ownerRole, joinedAt: undefined });
      assert.deepEqual(others, []);
      assert.deepEqual((await directory().introspect(await tokensOf(directory(), ada)))?.groupIds, [group.id]);
    });

    test('has one group of a name', async () => {
      await directory().createGroup({ name: 'Twins', ownerId: adaId });
      await assert.rejects(directory().createGroup({ name: 'Twins', ownerId: adaId }), refusal('name_taken'));
      await assert.rejects(directory().createGroup({ name: 'x'.repeat(201), ownerId: adaId }), refusal('invalid_input'));
    });

    test('lists groups by name, page by page', async () => {
      for (const group of ['Page c', 'Page a', 'Page b']) await directory().createGroup({ name: group, ownerId: adaId });
      const all = await directory().listGroups({ limit: 100, offset: 0 });
      const names = all.groups.map((group) => group.name).filter((each) => each.startsWith('Page'));
      assert.deepEqual(names, ['Page a', 'Page b', 'Page c']);
      const page = await directory().listGroups({ limit: 1, offset: all.groups.findIndex((group) => group.name === 'Page b') });
      assert.deepEqual(page, { groups: [all.groups.find((group) => group.name === 'Page b')], total: all.total });
    });

    test('is unavailable while it is away, and itself again afterwards', async () => {
      const tokens = await tokensOf(directory(), ada);
      await running.goAway();
      await assert.rejects(directory().ping(), refusal('unavailable'));
      await assert.rejects(directory().introspect(tokens), refusal('unavailable'));
      await assert.rejects(directory().refresh(tokens), refusal('unavailable'));
      await running.comeBack();
      await directory().ping();
      while (!(await directory().introspect(tokens).then(() => true, () => false)));
      assert.equal((await directory().introspect(tokens))?.subject, adaId);
    });
  });
}
