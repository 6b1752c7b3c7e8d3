import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { listAgents } from '../../../domain/agent/list-agents.ts';
import { installPackage } from '../../../domain/package/install-package.ts';
import type { PackageSettings } from '../../../domain/package/package-source.ts';
import { createTestDatabase } from '../../database.ts';
import { givenAccount } from '../given/account.ts';
import { zip, type ZipEntry } from '../given/zip.ts';

const { db, drop } = await createTestDatabase();
after(drop);
const actor = await givenAccount(db);

/** A package service on this machine, and a directory to install into. */
async function given(
  answer: (response: ServerResponse, request: IncomingMessage) => unknown,
  settings: Partial<PackageSettings> = {},
) {
  const root = await mkdtemp(join(tmpdir(), 'packages-'));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(root, { recursive: true });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/download`;
  const directory = join(root, 'agents');
  const install = (name: string, version?: string, signal = new AbortController().signal) =>
    installPackage(db, { url, directory, ...settings }, actor, { name, version, signal });
  /** All files there are, hidden ones and those outside the directory included. */
  const files = async () => {
    const all = await readdir(root, { recursive: true, withFileTypes: true });
    return all
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  };
  return { install, files, asked, directory };
}

const send =
  (archive: Buffer, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(200, { 'content-disposition': 'attachment; filename="1.2.3.zip"', ...headers }).end(archive);

const sound = zip([
  { name: 'agent/', mode: 0o040755 },
  { name: 'agent/main.txt', content: 'hello' },
  { name: '__MACOSX/x', content: 'x' },
]);

test('a package is unpacked under its version, without what nobody needs, and its agent is registered', async () => {
  const { install, files, asked, directory } = await given(send(sound));
  assert.deepEqual(await install('poet'), { name: 'poet', version: '1.2.3', agentId: 'poet' });
  assert.deepEqual(asked, ['/download?query=poet']);
  assert.deepEqual(await files(), ['agents/default/poet/1.2.3/agent/main.txt']);
  assert.equal(await readFile(join(directory, 'default/poet/1.2.3/agent/main.txt'), 'utf8'), 'hello');
  const registered = (await listAgents(db, actor)).find(({ id }) => id === 'poet');
  assert.deepEqual(registered, { id: 'poet', name: 'poet', description: '', version: '1.2.3' });
});

test('a version can be asked for, and names that mean something in an address are only names', async () => {
  const { install, asked } = await given(send(sound));
  await install('a.b', '1&2=3+4');
  assert.deepEqual(asked, ['/download?query=a.b&version=1%262%3D3%2B4']);
});

test('installing the same version again replaces it whole, also when several do so at once', async () => {
  let turn = 0;
  const { install, files } = await given((response) => send(zip([{ name: `file-${(turn += 1)}`, content: 'x' }]))(response));
  await Promise.all(Array.from({ length: 4 }, () => install('poet')));
  const left = await files();
  assert.equal(left.length, 1);
  assert.match(left[0] ?? '', /^agents\/default\/poet\/1\.2\.3\/file-\d$/);
});

const refused: Record<string, ZipEntry[]> = {
  'a path that climbs out': [{ name: '../evil.txt', content: 'x' }],
  'a path that climbs out in the middle': [{ name: 'a/../../evil.txt', content: 'x' }],
  'an absolute path': [{ name: '/tmp/evil.txt', content: 'x' }],
  'a path with backslashes': [{ name: '..\\evil.txt', content: 'x' }],
  'a path with a drive': [{ name: 'C:/evil.txt', content: 'x' }],
  'a link': [{ name: 'link', content: '/etc/passwd', mode: 0o120777 }],
  'a device': [{ name: 'device', mode: 0o020644 }],
  'an encrypted file': [{ name: 'secret', content: 'x', encrypted: true }],
  'the same name twice': [
    { name: 'same', content: 'x' },
    { name: 'same', content: 'y' },
  ],
  'a size that is a lie': [{ name: 'liar', content: 'x'.repeat(1000), claimedSize: 10 }],
};
for (const [what, entries] of Object.entries(refused)) {
  test(`a package with ${what} is refused as a whole`, async () => {
    const { install, files } = await given(send(zip([{ name: 'good.txt', content: 'x' }, ...entries])));
    await assert.rejects(install('evil'), { code: 'package_refused' });
    assert.deepEqual(await files(), []);
    assert.equal(
      (await listAgents(db, actor)).find(({ id }) => id === 'evil'),
      undefined,
    );
  });
}

test('what is no archive, or one that is cut off, is refused', async () => {
  for (const body of [Buffer.from('hello'), Buffer.alloc(0), sound.subarray(0, sound.length - 30)]) {
    const { install, files } = await given(send(body));
    await assert.rejects(install('broken'), { code: 'package_refused' });
    assert.deepEqual(await files(), []);
  }
});

test('an archive, what it unpacks to, and the number of its files have their limits', async () => {
  const bomb = zip([{ name: 'zeros', content: Buffer.alloc(1_000_000) }]);
  const chunked = (response: ServerResponse) => {
    response.writeHead(200).write(bomb.subarray(0, 500));
    response.end(bomb.subarray(500));
  };
  const attempts: [(response: ServerResponse) => unknown, Partial<PackageSettings>][] = [
    [send(bomb), { maxUnpackedBytes: 999_999 }],
    [send(bomb, { 'content-length': String(bomb.length) }), { maxArchiveBytes: 600 }],
    [chunked, { maxArchiveBytes: 600 }],
    [send(zip([{ name: 'a' }, { name: 'b' }, { name: 'c' }])), { maxFiles: 2 }],
  ];
  for (const [answer, settings] of attempts) {
    const { install, files } = await given(answer, settings);
    await assert.rejects(install('large'), { code: 'package_too_large' });
    assert.deepEqual(await files(), []);
  }
});

test('a version that is no plain name is refused', async () => {
  for (const name of ['../../evil.zip', '.zip', 'a/b.zip', '.hidden.zip']) {
    const { install, files } = await given(send(sound, { 'content-disposition': `attachment; filename="${name}"` }));
    await assert.rejects(install('poet'), { code: 'package_refused' });
    assert.deepEqual(await files(), []);
  }
});

test('a name that could not be a folder is not found, without asking anybody', async () => {
  const { install, asked } = await given(send(sound));
  for (const name of ['..', '.', '../x', 'a/b', 'a\0b', '', '.unfinished-x', 'a+b']) {
    await assert.rejects(install(name), { code: 'package_not_found' });
  }
  assert.deepEqual(asked, []);
});

test('the status of the package service is told', async () => {
  for (const [status, code] of [
    [404, 'package_not_found'],
    [403, 'upstream_failed'],
    [500, 'upstream_failed'],
  ] as const) {
    const { install } = await given((response) => response.writeHead(status).end('secret detail'));
    await assert.rejects(install('poet'), { code, facts: { status } });
  }
});

test('a service that is not configured, not there, or does not end is told apart', async () => {
  const unconfigured = await given(send(sound), { url: undefined });
  await assert.rejects(unconfigured.install('poet'), { code: 'unconfigured' });
  const absent = await given(send(sound), { url: 'http://127.0.0.1:1/' });
  await assert.rejects(absent.install('poet'), { code: 'upstream_failed' });
  const endless = await given((response) => response.writeHead(200).write('PK'), { timeoutMs: 100 });
  await assert.rejects(endless.install('poet'), { code: 'upstream_timeout' });
});

test('a download that is aborted leaves nothing', async () => {
  const listener = new AbortController();
  const { install, files } = await given((response) => response.writeHead(200).write('PK', () => listener.abort()));
  await assert.rejects(install('poet', undefined, listener.signal), { name: 'AbortError' });
  assert.deepEqual(await files(), []);
});
