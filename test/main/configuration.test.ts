import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../../main/configuration.ts';
import { ConfigurationError } from '../../main/settings.ts';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://user:password@db/specwright',
  JWT_SECRET_KEY: '0123456789abcdef0123456789abcdef',
  LOGIN_KEY: '0123456789abcdef0123456789abcdef',
  GENERAL_BOTS_URL: 'https://bots.example.com',
  DIRECTORY_URL: 'https://zitadel.example.com',
  DIRECTORY_CLIENT_ID: 'client',
  DIRECTORY_CLIENT_SECRET: 'secret of the client',
  DIRECTORY_SERVICE_ID: 'service',
  DIRECTORY_SERVICE_SECRET: 'secret of the service',
  DIRECTORY_PROJECT_ID: '1',
  DIRECTORY_ORGANIZATION_ID: '2',
};

const refused = (message: RegExp) => (error: unknown) => error instanceof ConfigurationError && message.test(error.message);

test('production starts with every required variable set', () => {
  const configuration = readConfiguration([], production);
  assert.equal(configuration.mode, 'production');
  assert.deepEqual([...configuration.ports], [['virtual-banker', 8081], ['general-bots', 8082], ['stella', 8083], ['rustygpt', 8084]]);
  assert.equal(configuration.responseCheck, 'sample');
  assert.deepEqual(configuration.corsOrigins, []);
});

test('production without a database says which variable is missing', () => {
  assert.throws(() => readConfiguration([], { ...production, DATABASE_URL: '' }), refused(/^DATABASE_URL is not set/));
});

test('production never invents a secret', () => {
  assert.throws(() => readConfiguration([], { ...production, JWT_SECRET_KEY: undefined }), refused(/^JWT_SECRET_KEY is not set/));
});

test('production has no embedded directory, unless nothing runs that needs one', () => {
  assert.equal(readConfiguration([], production).directory.kind, 'zitadel');
  assert.throws(() => readConfiguration([], { ...production, DIRECTORY_URL: '' }), refused(/^DIRECTORY_URL is not set/));
  assert.throws(() => readConfiguration([], { ...production, DIRECTORY_URL: 'http://zitadel.example.com' }), refused(/must begin with https/));
  assert.throws(() => readConfiguration([], { ...production, GENERAL_BOTS_URL: '' }), refused(/^GENERAL_BOTS_URL is not set/));
  assert.throws(() => readConfiguration([], { ...production, GENERAL_BOTS_URL: 'http://bots.example.com' }), refused(/must begin with https/));
  assert.throws(() => readConfiguration([], { ...production, LOGIN_KEY: '' }), refused(/^LOGIN_KEY is not set/));
  assert.equal(readConfiguration(['--only', 'stella'], { ...production, DIRECTORY_URL: '', LOGIN_KEY: '' }).loginKey, '');
});

test('a directory that is configured is configured whole, and then there is no embedded one', () => {
  assert.equal(readConfiguration([], {}).directory.kind, 'embedded');
  assert.throws(() => readConfiguration([], { DIRECTORY_URL: 'http://127.0.0.1:1' }), refused(/^DIRECTORY_CLIENT_ID is not set; DIRECTORY_URL needs it/));
});

test('browsers are sent to origins only, which have no path', () => {
  const { web } = readConfiguration([], { REDIRECT_ORIGINS: 'https://app.example.com, http://localhost:3000' });
  assert.deepEqual(web.redirectOrigins, ['https://app.example.com', 'http://localhost:3000']);
  for (const odd of ['https://app.example.com/', 'app.example.com', '*'])
    assert.throws(() => readConfiguration([], { REDIRECT_ORIGINS: odd }), refused(/REDIRECT_ORIGINS has/), odd);
});

test('a short secret is refused', () => {
  assert.throws(() => readConfiguration([], { ...production, JWT_SECRET_KEY: 'short' }), refused(/shorter than 32/));
});

test('development makes a secret once and keeps it', () => {
  const first = readConfiguration([], {});
  assert.equal(first.accessTokenSecret.length, 64);
  assert.equal(readConfiguration([], {}).accessTokenSecret, first.accessTokenSecret);
});

test('--only and --port run one service on a port of choice', () => {
  assert.deepEqual([...readConfiguration(['--only', 'stella', '--port', '9000'], {}).ports], [['stella', 9000]]);
});

for (const [args, message] of [
  [['--port', '9000'], /--port needs --only/],
  [['--only', 'nobody'], /--only nobody: there is no such service; there are virtual-banker, general-bots, stella, rustygpt/],
  [['--only', 'stella', '--port', 'high'], /--port is "high"; it must be a whole number from 0 to 65535/],
] as const)
  test(`${args.join(' ')} is refused with what to do`, () => {
    assert.throws(() => readConfiguration(args, {}), refused(message));
  });

for (const [name, value] of Object.entries({
  STELLA_PORT: '80.5',
  DATABASE_CONNECTIONS: '0',
  RESPONSE_CHECK: 'maybe',
  DATABASE_URL: 'mysql://db',
  REDIS_URL: 'nonsense',
  NODE_ENV: 'prod',
}))
  test(`${name}=${value} is refused by name`, () => {
    assert.throws(() => readConfiguration([], { [name]: value }), refused(new RegExp(`^${name} `)));
  });

test('a language model endpoint needs the name of a model', () => {
  assert.throws(() => readConfiguration([], { LLM_BASE_URL: 'http://localhost:1234/v1' }), refused(/^LLM_MODEL is not set/));
});

test('several workers need Redis between them', () => {
  assert.equal(readConfiguration([], {}).workers, 1);
  assert.throws(() => readConfiguration([], { WORKERS: '2' }), refused(/^WORKERS is 2, but REDIS_URL is not set: .* Set REDIS_URL, or WORKERS to 1\.$/));
  assert.equal(readConfiguration([], { WORKERS: '2', REDIS_URL: 'redis://127.0.0.1' }).workers, 2);
});

test('signing in with GitHub or Apple needs all of its credentials, and is off without any', () => {
  const none = readConfiguration([], production).rustygpt.oauth;
  assert.deepEqual([none.github, none.apple, none.allowsManual], [undefined, undefined, false]);
  const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
  assert.throws(() => readConfiguration([], { ...production, ...github }), refused(/^GITHUB_REDIRECT_URI is not set; GITHUB_CLIENT_ID needs it/));
  assert.throws(() => readConfiguration([], { ...production, APPLE_CLIENT_ID: 'id' }), refused(/^APPLE_TEAM_ID is not set/));
  const { oauth } = readConfiguration([], { ...production, ...github, GITHUB_REDIRECT_URI: 'https://a.example/back', GITHUB_AUTH_URL: 'https://hub.example/go' }).rustygpt;
  assert.equal(oauth.github?.authorizationUrl({ state: 's', secret: 'x' }).origin, 'https://hub.example');
});

test('cookies for other sites need HTTPS, and well-known documents a file that can be read', () => {
  assert.throws(() => readConfiguration([], { COOKIE_SAME_SITE: 'None' }), refused(/COOKIE_SECURE=on/));
  assert.equal(readConfiguration([], production).rustygpt.cookies.secure, true);
  assert.throws(() => readConfiguration([], { WELL_KNOWN_FILE: '/nowhere.json' }), refused(/^WELL_KNOWN_FILE: \/nowhere.json cannot be read/));
});
