import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createDataDirectory, run } from './start-process.ts';

const data = await createDataDirectory();
after(() => data.remove());

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://user:password@127.0.0.1:1/specwright',
  JWT_SECRET_KEY: 'x'.repeat(32),
  LOGIN_KEY: 'x'.repeat(32),
  GENERAL_BOTS_URL: 'https://bots.example.com',
  DIRECTORY_URL: 'https://zitadel.example.com',
  DIRECTORY_CLIENT_ID: 'client',
  DIRECTORY_CLIENT_SECRET: 'secret',
  DIRECTORY_SERVICE_ID: 'service',
  DIRECTORY_SERVICE_SECRET: 'secret',
  DIRECTORY_PROJECT_ID: '1',
  DIRECTORY_ORGANIZATION_ID: '2',
};

const cases: readonly {
  readonly title: string;
  readonly environment?: Record<string, string>;
  readonly args?: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    title: 'production without a database',
    environment: { ...production, DATABASE_URL: '' },
    says: /^specwright: DATABASE_URL is not set; [^.]+\.$/,
  },
  {
    title: 'production without a secret',
    environment: { ...production, JWT_SECRET_KEY: '' },
    says: /^specwright: JWT_SECRET_KEY is not set; [^.]+\.$/,
  },
  {
    title: 'production without a directory',
    environment: { ...production, DIRECTORY_URL: '' },
    says: /^specwright: DIRECTORY_URL is not set; production does not start general-bots without a directory[^.]+\.$/,
  },
  {
    title: 'a database that does not answer',
    environment: production,
    says: /^specwright: the database does not answer \(.*\); check DATABASE_URL/,
  },
  { title: 'an unknown option', args: ['--prot', '9000'], says: /^specwright: .*--prot.*specwright start --help/ },
];

for (const { title, environment = {}, args = [], says } of cases)
  test(`${title} ends the start with one sentence and exit code 2`, async (context) => {
    const started = run(context, ['start', ...args], { environment: { DATA_DIRECTORY: data.directory, ...environment } });
    assert.deepEqual(await started.exited, { code: 2, signal: null });
    const said = started
      .said()
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('  … '));
    assert.equal(said.length, 1, started.said());
    assert.match(said[0] ?? '', says);
  });
