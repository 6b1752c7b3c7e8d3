import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { openCookieSession } from '../../../domain/cookie-session/open-cookie-session.ts';
import { SessionWatch } from '../../../domain/cookie-session/session-watch.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';

const { db, drop } = await createTestDatabase();
after(drop);

const rules = { idleSeconds: 3600, absoluteSeconds: 7200, perUser: 1, checksClient: false };

async function open(userId: string): Promise<string> {
  const { session } = await openCookieSession(db, rules, { userId, client: { address: '127.0.0.1' } });
  return session.id;
}

const ends: Readonly<Record<string, (sessionId: string, userId: string) => Promise<unknown>>> = {
  'has run out': (id) => db.query(SQL`update cookie_sessions set expires_at = now() where id = ${id}`),
  'was ended elsewhere': (id) => db.query(SQL`delete from cookie_sessions where id = ${id}`),
  'had to make room for another one': (_id, userId) => open(userId),
  'is of an account that was disabled': (_id, userId) => db.query(SQL`insert into disabled_users (user_id) values (${userId})`),
};

for (const [how, end] of Object.entries(ends)) {
  test(`whoever watches a session hears that it ${how}, and nobody else does`, async () => {
    const [{ userId }, other] = [await givenAccount(db), await givenAccount(db)];
    const [sessionId, lasting] = [await open(userId), await open(other.userId)];
    const watch = new SessionWatch(db, { lookAgainMs: 5 });
    const forget = watch.watch(lasting, () => assert.fail('this session lasts'));
    const over = Promise.all([1, 2].map(() => new Promise<void>((resolve) => watch.watch(sessionId, resolve))));
    await end(sessionId, userId);
    await over;
    forget();
  });
}

test('whoever watches no more hears nothing', async () => {
  const { userId } = await givenAccount(db);
  const sessionId = await open(userId);
  const watch = new SessionWatch(db);
  const forget = watch.watch(sessionId, () => assert.fail('nobody watches any more'));
  forget();
  watch.end(sessionId);
});
