import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { reportAsHtml } from '../../../conformance/verify/reports/html.ts';
import { findChromium } from '../../find-chromium.ts';
import { finding, told } from './told.ts';

const { executablePath, skip } = findChromium();

test('a browser without network shows the page: filters hide, the heat map is coloured, nothing is fetched and no error is logged', { skip, timeout: 60_000 }, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-page-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'report.html');
  writeFileSync(file, reportAsHtml(told([finding, { ...finding, id: 'ffffffff', check: 'no-server-error', operationId: 'addPet', message: 'the server failed with 500' }])));
  const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  context.after(() => browser.close());
  const page = await (await browser.newContext({ offline: true })).newPage();
  const errors: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);

  const shown = () => page.locator('details[data-check]:visible').count();
  assert.deepEqual([await shown(), await page.locator('output').innerText()], [2, '2 of 2']);
  await page.getByLabel('operation').selectOption('addPet');
  assert.deepEqual([await shown(), await page.locator('output').innerText()], [1, '1 of 2']);
  await page.getByLabel('operation').selectOption('');
  await page.getByLabel('text').fill('BACKTICKS THAT NOBODY WROTE');
  assert.equal(await shown(), 0);
  await page.getByLabel('text').fill('missing');
  assert.equal(await shown(), 1);
  await page.getByText('is `missing`').click();
  assert.match(await page.locator('details[data-check]:visible pre').first().innerText(), /^curl -i -X GET 'http:\/\/127\.0\.0\.1:1\/pets'/);

  const colour = (cell: string) => page.locator(cell).first().evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.notEqual(await colour('.heat .hit'), await colour('.heat .miss'));
  assert.deepEqual(errors, []);
  assert.deepEqual(asked, [pathToFileURL(file).href]);
});
