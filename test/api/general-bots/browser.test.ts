import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { findChromium } from '../../find-chromium.ts';
import { somebody } from '../../domain/directory/directories.ts';
import { startGeneralBots } from './general-bots.ts';

const { executablePath, skip } = findChromium();

interface Talk {
  readonly answer: string;
  readonly closed: Promise<number>;
}

declare global {
  interface Window {
    talk?: Talk;
  }
}

/** Runs in the page: asks a bot over the WebSocket, with nothing but the session's cookie. */
async function askBot(question: string): Promise<string> {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws?bot_name=helper`);
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    socket.addEventListener('error', () => reject(new Error('the socket failed')));
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as { type: string; content?: string; is_complete?: boolean };
      if (frame.type === 'connected') socket.send(JSON.stringify({ type: 'message', content: question }));
      if (frame.type !== 'message') return;
      text += frame.content ?? '';
      if (frame.is_complete) resolve(text);
    });
  });
  window.talk = { answer, closed };
  return answer;
}

/** Runs in the page: signs out, and says with which code the connection ended. */
async function signOut(): Promise<{ status: number; closeCode: number | undefined }> {
  const { status } = await fetch('/auth/logout', { method: 'POST' });
  return { status, closeCode: await window.talk?.closed };
}

test('a browser signs in, talks to a bot, and signs out everywhere', { skip, timeout: 60_000 }, async (context) => {
  const bots = await startGeneralBots();
  context.after(() => bots.close());
  await bots.addBot('helper');
  const ada = somebody();
  const id = await bots.directory.addUser(ada);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  context.after(() => browser.close());
  const page = await browser.newPage();

  await page.goto(`${bots.url}/auth/login?redirect=/api/users/me`);
  assert.equal(new URL(page.url()).origin, bots.directory.directory.issuer);
  await page.getByLabel('User name').fill(ada.username);
  await page.getByLabel('Password').fill('a wrong one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The user name or the password is wrong.').waitFor();
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${bots.url}/api/users/me`);
  assert.equal((JSON.parse(await page.locator('body').innerText()) as { id: string }).id, id);
  const [session] = (await page.context().cookies()).filter(({ name }) => name === 'gb_session');
  assert.deepEqual([session?.httpOnly, session?.sameSite], [true, 'Lax']);
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script reads the cookie');

  assert.notEqual(await page.evaluate(askBot, 'Hello'), '');
  assert.deepEqual(await page.evaluate(signOut), { status: 200, closeCode: 4401 });
  assert.deepEqual((await page.context().cookies(bots.url)).filter(({ name }) => name.startsWith('gb_')), []);
  const refused = await page.goto(`${bots.url}/api/users/me`);
  assert.equal(refused?.status(), 401);
  await page.goto(`${bots.url}/auth/login?redirect=/api/users/me`);
  await page.getByLabel('Password').waitFor();
});
