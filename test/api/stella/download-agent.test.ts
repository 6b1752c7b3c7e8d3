import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { zip, type ZipEntry } from '../../domain/given/zip.ts';
import { startPackageService, type PackageService, type Respond } from './package-service.ts';
import { rawRequest } from './raw-request.ts';
import { startStella, type Person, type Stella } from './stella.ts';

const maxArchiveBytes = 100_000;

let packageService: PackageService;
let stella: Stella;
let ada: Person;

before(async () => {
  packageService = await startPackageService({ maxArchiveBytes, timeoutMs: 2000 });
  stella = await startStella({ services: { packages: packageService.settings } });
  ada = await stella.signUp();
});

after(async () => {
  await stella.close();
  await packageService.close();
});

function sound(): Buffer {
  return zip([{ name: 'agent/', mode: 0o040755 }, { name: 'agent/main.py', content: 'print("hello")' }, { name: '__MACOSX/junk', content: 'x' }]);
}

function send(archive: Buffer, headers: Record<string, string> = { 'content-disposition': 'attachment; filename="1.2.3.zip"' }): Respond {
  return (response) => response.writeHead(200, { 'content-type': 'application/zip', ...headers }).end(archive);
}

/** Downloads with both operations, one after the other; each has to answer the same. */
async function download(query: { query: string; version?: string }, answer: Respond) {
  packageService.respond = answer;
  const installed = await ada.client.installAgent({ query });
  const downloaded = await ada.client.downloadAgent({ query });
  assert.deepEqual([downloaded.status, downloaded.body], [installed.status, installed.body]);
  assert.match(installed.headers.get('content-type') ?? '', /^text\/plain/);
  return installed;
}

test('a package is installed, in the version that its file name says', async () => {
  const installed = await download({ query: 'agentName' }, send(sound()));
  assert.equal(installed.status, 200);
  assert.equal(installed.body, 'Successfully installed agentName:1.2.3');
  const [file = ''] = await packageService.files();
  assert.match(file, /agentName\/1\.2\.3\/agent\/main\.py$/);
  assert.equal(await readFile(join(packageService.settings.directory, file), 'utf8'), 'print("hello")');
});

test('name and version go on to the package service; without a version only the name', async () => {
  packageService.asked.length = 0;
  await download({ query: 'agentName', version: '1.2.3' }, send(sound()));
  await download({ query: 'agentName' }, send(sound()));
  assert.deepEqual([...new Set(packageService.asked)], ['/packages?query=agentName&version=1.2.3', '/packages?query=agentName']);
});

test('without a file name the version is the one that was asked for', async () => {
  const installed = await download({ query: 'plain', version: '7' }, send(sound(), {}));
  assert.equal(installed.body, 'Successfully installed plain:7');
});

test('a package that is not there is 404', async () => {
  const notFound: Respond = (response) => response.writeHead(404).end('no');
  assert.deepEqual(pick(await download({ query: 'agentName', version: '1.2.3' }, notFound)), [404, 'Package not found: agentName:1.2.3']);
  assert.deepEqual(pick(await download({ query: 'agentName' }, notFound)), [404, 'Package not found: agentName:latest']);
});

function pick({ status, body }: { status: number; body: unknown }): [number, unknown] {
  return [status, body];
}

test('another status of the package service is passed on, unless it would be taken for this service\'s own', async () => {
  for (const [theirs, ours] of [[403, 403], [410, 410], [502, 502], [507, 507], [400, 502], [401, 502], [422, 502], [429, 502], [500, 502], [503, 502], [504, 502]]) {
    const refused = await onceOnly({ query: 'agentName' }, (response) => response.writeHead(theirs ?? 0).end('secret detail'));
    assert.equal(refused.status, ours, String(theirs));
    assert.equal(refused.body, `Failed to download package: agentName:latest, the package service answered with status ${theirs}`);
  }
});

/** With one operation only, to stay below the limit of 30 in a minute. */
async function onceOnly(query: { query: string; version?: string }, answer: Respond) {
  packageService.respond = answer;
  const person = await stella.signUp();
  return person.client.installAgent({ query });
}

test('what is no package is 502, and nothing of it stays', async () => {
  const bad: [content: ZipEntry[] | Buffer, why: RegExp][] = [
    [Buffer.from('no zip at all'), /no sound zip archive/],
    [sound().subarray(0, 60), /no sound zip archive/],
    [[{ name: '../escaped.txt', content: 'x' }], /zip archive|leaves its folder/],
    [[{ name: 'agent/../../../escaped.txt', content: 'x' }], /zip archive|leaves its folder/],
    [[{ name: '/etc/escaped.txt', content: 'x' }], /zip archive|leaves its folder/],
    [[{ name: 'agent\\..\\..\\escaped.txt', content: 'x' }], /zip archive|leaves its folder/],
    [[{ name: 'link', content: '/etc/passwd', mode: 0o120777 }], /a link or a device/],
    [[{ name: 'twice', content: 'a' }, { name: 'twice', content: 'b' }], /./],
    [[{ name: 'file', content: 'a' }, { name: 'file/below', content: 'b' }], /./],
    [[{ name: `${'long'.repeat(100)}.txt`, content: 'a' }], /./],
  ];
  const before = await packageService.files();
  for (const [content, why] of bad) {
    const refused = await onceOnly({ query: 'bad' }, send(Array.isArray(content) ? zip(content) : content));
    assert.equal(refused.status, 502, String(why));
    assert.match(String(refused.body), /^Failed to download package: bad:latest, [a-z]/);
    assert.match(String(refused.body), why);
  }
  assert.deepEqual(await packageService.files(), before);
});

test('a package that is too large is 502, whether it says so or not', async () => {
  const large = Buffer.alloc(maxArchiveBytes + 1);
  const silent: Respond = (response) => {
    response.writeHead(200);
    response.write(large);
    response.end();
  };
  for (const answer of [send(large), silent]) {
    const refused = await onceOnly({ query: 'large' }, answer);
    assert.equal(refused.status, 502);
    assert.equal(refused.body, `Failed to download package: large:latest, the package is larger than ${maxArchiveBytes} bytes`);
  }
});

test('a package service that breaks off, says nothing, or is gone is 502', async () => {
  const brokenOff = await onceOnly({ query: 'gone' }, (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setImmediate(() => response.destroy());
  });
  assert.deepEqual(pick(brokenOff), [502, 'Failed to download package: gone:latest, the package service cannot be reached']);
  const silent = await onceOnly({ query: 'slow' }, () => undefined);
  assert.deepEqual(pick(silent), [502, 'Failed to download package: slow:latest, the package service took too long']);
});

test('a file name that is no version is refused', async () => {
  const refused = await onceOnly({ query: 'odd' }, send(sound(), { 'content-disposition': 'attachment; filename="../../1.zip"' }));
  assert.equal(refused.status, 502);
});

test('a package has to be named, properly', async () => {
  const cases: [query: string, error: string][] = [
    ['', "Missing param 'query'"],
    ['?query=', "Missing param 'query'"],
    ['?version=1', "Missing param 'query'"],
    ['?query=..', "Invalid param 'query'"],
    ['?query=a/b', "Invalid param 'query'"],
    ['?query=%ff', "Invalid param 'query'"],
    ['?query=a&version=', "Invalid param 'version'"],
    ['?query=a&version=../1', "Invalid param 'version'"],
  ];
  const bob = await stella.signUp();
  for (const [query, error] of cases) {
    const refused = await rawRequest(`${stella.url}/agent/download${query}`, { token: bob.token });
    assert.equal(refused.status, 400, query);
    assert.deepEqual(refused.body, { error }, query);
  }
});

test('a service without a package service says so', async () => {
  const lonely = await startStella();
  try {
    const person = await lonely.signUp();
    const refused = await person.client.installAgent({ query: { query: 'agentName', version: '1' } });
    assert.deepEqual(pick(refused), [501, 'Failed to download package: agentName:1, no package service is configured']);
  } finally {
    await lonely.close();
  }
});
