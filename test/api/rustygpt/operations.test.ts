import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { SQL } from 'sql-template-strings';
import { parse } from 'yaml';
import { rawRequest } from './raw-request.ts';
import { expectStatus, startRustygpt, type Rustygpt } from './rustygpt.ts';

let rustygpt: Rustygpt;

before(async () => {
  const wellKnown = new Map([['security.txt', { contentType: 'text/plain; charset=utf-8', body: 'Contact: mailto:säcurity@example.com\n' }]]);
  rustygpt = await startRustygpt({ services: { wellKnown } });
});

after(() => rustygpt.close());

const written = readFileSync(join(import.meta.dirname, '../../../spec/rustygpt/openapi.yaml'), 'utf8');

test('the process lives, and the service is ready', async () => {
  assert.deepEqual(expectStatus(await rustygpt.client.getHealth(), 200).body, { status: 'ok' });
  assert.deepEqual(expectStatus(await rustygpt.client.getReadiness(), 200).body, { ready: true });
});

test('readiness names a migration that the database lacks', async () => {
  await rustygpt.db.query(SQL`delete from migrations where number = 24`);
  try {
    assert.deepEqual(expectStatus(await rustygpt.client.getReadiness(), 503).body, { ready: false, missing: ['migration:0024-limit-profile'] });
  } finally {
    await rustygpt.db.query(SQL`insert into migrations (number, file, checksum) values (24, '0024-limit-profile.sql', '')`);
  }
});

test('while the database is away the process lives, is not ready, and still tells its own metrics', async () => {
  const other = await startRustygpt({ databaseUrl: rustygpt.databaseUrl });
  await other.db.close();
  try {
    expectStatus(await other.client.getHealth(), 200);
    const { status, body } = await rawRequest(`${other.url}/readyz`);
    assert.deepEqual([status, Object.keys(body)], [503, ['ready', 'missing']]);
    const metrics = await rawRequest(`${other.url}/metrics`);
    assert.equal(metrics.status, 200);
    assert.doesNotMatch(metrics.text, /rustygpt_limits_profiles/);
  } finally {
    await other.service.close();
  }
});

test('metrics are those of this service, in the format of Prometheus', async () => {
  const { text, headers } = await rawRequest(`${rustygpt.url}/metrics`);
  assert.match(headers.get('content-type') ?? '', /^text\/plain/);
  assert.match(text, /^http_requests_total\{[^}]*operation="getHealth"[^}]*service="rustygpt"[^}]*\} \d+$/m);
  assert.match(text, /^rustygpt_limits_profiles 0$/m);
  assert.match(text, /^rustygpt_limits_assignments 0\n$/m);
});

test('a well-known document is what the configuration says', async () => {
  const { status, headers, text } = await rawRequest(`${rustygpt.url}/.well-known/security.txt`);
  assert.deepEqual([status, headers.get('content-type'), headers.get('cache-control')], [200, 'text/plain; charset=utf-8', 'max-age=3600, public']);
  assert.match(text, /säcurity/);
  const missing = await rawRequest(`${rustygpt.url}/.well-known/nothing`);
  assert.deepEqual([missing.status, missing.text], [404, '']);
});

test('the document is served byte for byte, and the same as JSON', async () => {
  const yaml = await rawRequest(`${rustygpt.url}/openapi.yaml`);
  assert.equal(yaml.headers.get('content-type'), 'application/yaml');
  assert.equal(yaml.text, written);
  const json = await rawRequest(`${rustygpt.url}/openapi.json`);
  assert.deepEqual(json.body, parse(written));
});
