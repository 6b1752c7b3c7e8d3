import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Browser } from '../../domain/directory/browser.ts';
import { somebody } from '../../domain/directory/directories.ts';
import { clientWith, startGeneralBots } from './general-bots.ts';

test('no password, code, state, cookie or token is ever logged, and every request is', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const bots = await startGeneralBots({ settings: { logger } });
  try {
    const ada = somebody();
    await bots.directory.addUser(ada);
    const browser = new Browser();
    const stopBefore = `${bots.url}/auth/callback`;
    const page = await browser.open(`${bots.url}/auth/login`);
    const { url } = await browser.submit(page, { username: ada.username, password: ada.password }, { stopBefore });
    const login = browser.cookie('gb_login') ?? '';
    await browser.request(url);
    await browser.request(url);
    const token = browser.cookie('gb_session') ?? '';
    const client = clientWith(bots, token);
    await client.getProfile();
    await bots.directory.goAway();
    await bots.forgetStandings();
    await client.getProfile();
    await client.logOut();
    await bots.directory.comeBack();
    await clientWith(bots, `${token}x`).getProfile();
    const log = lines.join('');
    for (const operation of ['beginLogin', 'completeLogin', 'getProfile', 'logOut']) assert.ok(log.includes(`"operation":"${operation}"`), operation);
    for (const secret of [ada.password, login, token, url.searchParams.get('code'), url.searchParams.get('state')])
      assert.ok(secret && !log.includes(secret), `the log has ${secret}`);
  } finally {
    await bots.close();
  }
});
