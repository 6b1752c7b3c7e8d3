import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { rawRequest } from '../stella/raw-request.ts';
import { talk } from './conversation.ts';
import { expectStatus, type GeneralBots, openBotSession, type Person, startGeneralBots } from './general-bots.ts';

describe('sessions of both kinds', () => {
  let bots: GeneralBots;
  let ada: Person;
  let bob: Person;

  before(async () => {
    bots = await startGeneralBots();
    [ada, bob] = [await bots.signUp(), await bots.signUp()];
    await bots.addBot('helper');
    await bots.addBot('closed', { roles: ['staff'] });
    await bots.addBot('sleeping', { status: 'inactive' });
  });

  after(() => bots.close());

  test('the local session says who is signed in, since when and until when', async () => {
    const { body, headers } = expectStatus(await ada.client.getSession(), 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual([body.session_id, body.user_id, body.bot_id], [ada.member.loginId, ada.id, null]);
    assert.equal(Date.parse(body.expires_at) - Date.parse(body.created_at), 24 * 3600 * 1000);
  });

  test('a bot session selects its bot, in this sign-in only, until it is ended', async () => {
    const carol = await bots.signUp();
    const elsewhere = await bots.signInAgain(carol);
    const selected = async ({ client }: Person) => expectStatus(await client.getSession(), 200).body.bot_id;
    const { body } = expectStatus(await carol.client.createBotSession({ body: { bot_id: 'helper' } }), 201);
    assert.deepEqual({ ...body, session_id: '' }, { session_id: '', bot_id: 'helper', active: true });
    assert.deepEqual([await selected(carol), await selected(elsewhere)], ['helper', null]);
    expectStatus(await carol.client.terminateSession({ path: { id: body.session_id } }), 200);
    assert.equal(await selected(carol), null);
  });

  test('the token is taken from the cookie as well', async () => {
    const { status } = await rawRequest(`${bots.url}/api/session`, { headers: { cookie: `gb_session=${ada.token}` } });
    assert.equal(status, 200);
  });

  test('a bot that is closed to the caller is 403, one that is not there or not active 404', async () => {
    const open = (bot_id: string) => ada.client.createBotSession({ body: { bot_id } });
    assert.equal(expectStatus(await open('closed'), 403).body.error.code, 'FORBIDDEN');
    assert.equal(expectStatus(await open('nobody'), 404).body.error.code, 'NOT_FOUND');
    assert.equal(expectStatus(await open('sleeping'), 404).body.error.code, 'NOT_FOUND');
  });

  test('a bot session is ended once and for all, and ending it again is no error', async () => {
    const id = await openBotSession(ada, 'helper');
    assert.deepEqual(expectStatus(await ada.client.terminateSession({ path: { id } }), 200).body, { success: true });
    assert.deepEqual(expectStatus(await ada.client.terminateSession({ path: { id } }), 200).body, { success: true });
  });

  test("somebody else's session of either kind is 403, an unknown one 404", async () => {
    const id = await openBotSession(ada, 'helper');
    for (const own of [id, ada.member.loginId]) {
      assert.equal(expectStatus(await bob.client.terminateSession({ path: { id: own } }), 403).body.error.code, 'FORBIDDEN');
    }
    for (const unknown of [randomUUID(), 'nonsense']) {
      assert.equal(expectStatus(await ada.client.terminateSession({ path: { id: unknown } }), 404).body.error.code, 'NOT_FOUND');
    }
    expectStatus(await ada.client.getSession(), 200);
  });

  test('another device can be signed out, and its connections close with 4401', async () => {
    const carol = await bots.signUp();
    const other = await bots.signInAgain(carol);
    const line = await talk(bots, other);
    expectStatus(await carol.client.terminateSession({ path: { id: other.member.loginId } }), 200);
    assert.equal((await line.closed).code, 4401);
    expectStatus(await other.client.getSession(), 401);
    expectStatus(await carol.client.getSession(), 200);
  });

  test('ending a bot session tells its connections, and what they send is not found', async () => {
    const id = await openBotSession(ada, 'helper');
    const line = await talk(bots, ada, { session_id: id });
    await line.once('connected');
    expectStatus(await ada.client.terminateSession({ path: { id } }), 200);
    assert.deepEqual(await line.once('status'), { type: 'status', session_id: id, status: 'ended' });
    line.send('message', { content: 'Hello', message_id: 'late' });
    const { code, reply_to } = await line.once('error');
    assert.deepEqual([code, reply_to], ['NOT_FOUND', 'late']);
    await line.close();
  });

  test('an expired session is 401', async () => {
    const carol = await bots.signUp();
    await bots.db.query(SQL`update logins set expires_at = now(), created_at = now() - interval '1 day' where id = ${carol.member.loginId}`);
    const { body, headers } = expectStatus(await carol.client.getSession(), 401);
    assert.equal(body.error.code, 'UNAUTHORIZED');
    assert.match(headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/);
  });
});

describe('bots of the caller', () => {
  let bots: GeneralBots;

  before(async () => {
    bots = await startGeneralBots();
    await bots.addBot('open');
    await bots.addBot('resting', { status: 'maintenance' });
    await bots.addBot('staff-only', { roles: ['staff', 'boss'] });
  });

  after(() => bots.close());

  const idsOf = async ({ client }: Person) => expectStatus(await client.listBots(), 200).body.map(({ id }) => id);

  test('everybody sees the bots without rules, with what they are good for and how they are', async () => {
    const ada = await bots.signUp();
    assert.deepEqual(expectStatus(await ada.client.listBots(), 200).body, [
      { id: 'open', name: 'Open', description: 'Answers as open.', status: 'active' },
      { id: 'resting', name: 'Resting', description: 'Answers as resting.', status: 'maintenance' },
    ]);
  });

  test('any of its roles opens a bot', async () => {
    assert.deepEqual(await idsOf(await bots.signUp({ roles: ['boss'] })), ['open', 'resting', 'staff-only']);
    assert.deepEqual(await idsOf(await bots.signUp({ roles: ['guest'] })), ['open', 'resting']);
  });

  test('a group opens a bot for those who are in it', async () => {
    const [ada, bob] = [await bots.signUp(), await bots.signUp()];
    const group = await bots.directory.directory.createGroup({ name: 'Analysts', ownerId: ada.id });
    await bots.addBot('analyst', { groupIds: [group.id] });
    assert.equal((await idsOf(await bots.signInAgain(ada))).includes('analyst'), true);
    assert.equal((await idsOf(bob)).includes('analyst'), false);
    expectStatus(await bob.client.createBotSession({ body: { bot_id: 'analyst' } }), 403);
  });

  test('a name of a role is no id of a group', async () => {
    const ada = await bots.signUp({ roles: ['odd'] });
    await bots.addBot('odd', { groupIds: ['odd'] });
    assert.equal((await idsOf(ada)).includes('odd'), false);
  });

  test('an administrator of the directory sees all bots', async () => {
    const root = await bots.signUp({ roles: ['admin'] });
    const seen = await idsOf(root);
    for (const id of ['open', 'resting', 'staff-only', 'odd']) assert.ok(seen.includes(id), id);
  });

  test('rights that the directory took away are gone within a minute', async () => {
    const ada = await bots.signUp({ roles: ['staff'] });
    assert.ok((await idsOf(ada)).includes('staff-only'));
    await bots.directory.grant(ada, []);
    await bots.forgetStandings();
    assert.ok(!(await idsOf(ada)).includes('staff-only'));
  });
});
