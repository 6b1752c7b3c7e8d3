import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { readIdentities } from '../../../bin/verify/identities.ts';
import { lookAgain } from '../../../bin/verify/replay.ts';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults, type VerifyOptions } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

test('credentials belong to schemes, or to people and schemes; the first one asks', () => {
  assert.deepEqual(readIdentities(['token=a=b', 'key=x:y'], ['token', 'key']), { secrets: { token: 'a=b', key: 'x:y' }, strangers: {} });
  assert.deepEqual(readIdentities(['ada:token=a', 'bob:token=b', 'ada:key=k', 'eve:key=e'], ['token', 'key']), {
    secrets: { token: 'a', key: 'k' },
    strangers: { bob: { token: 'b' }, eve: { key: 'e' } },
  });
  assert.deepEqual(readIdentities(['ada=a', 'bob=b'], ['token']), { secrets: { token: 'a' }, strangers: { bob: { token: 'b' } } });
  assert.deepEqual(readIdentities(['bob:token=b', 'token=a'], ['token']), { secrets: { token: 'a' }, strangers: { bob: { token: 'b' } } });
});

test('what names no scheme of the contract is refused with the schemes that there are', () => {
  assert.throws(() => readIdentities(['ada'], ['token']), /--auth wants <scheme>=<secret>/);
  assert.throws(() => readIdentities(['ada:tokn=x'], ['token', 'key']), /names the scheme tokn, which the contract does not have; it has token, key/);
  assert.throws(() => readIdentities(['ada=x'], ['token', 'key']), /has token, key; for somebody called ada write --auth ada:<scheme>=/);
  assert.throws(() => readIdentities(['ada=x'], []), /the contract has no security scheme/);
});

const notes = `openapi: 3.1.0
info: { title: Notes, version: '1' }
security: [{ key: [] }]
paths:
  /notes/{noteId}:
    get:
      operationId: getNote
      parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: It. }, '401': { description: Who? }, '403': { description: Not you. } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key } } }
`;

test('everybody else is tried, and who gets in is named', async (context) => {
  const statuses: Readonly<Record<string, number>> = { 'key-of-ada': 200, 'key-of-bob': 403, 'key-of-eve': 200 };
  const server = createServer((request, response) => void response.writeHead(request.method === 'GET' ? (statuses[String(request.headers['x-key'])] ?? 401) : 405, { allow: 'GET' }).end());
  context.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = contractFolder({ 'openapi.yaml': notes });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = readIdentities(['ada=key-of-ada', 'bob=key-of-bob', 'eve=key-of-eve'], ['key']);
  const contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });
  const options: VerifyOptions = { ...defaults, ...people, url, values: { noteId: 'n1' }, phases: ['probe', 'protocol'] };
  const report = await verify(contract, options);
  assert.deepEqual(report.findings.map(({ check, about }) => `${check}: ${about}`), ['cross-tenant-denied: somebody else (eve) asks for it']);
  const stored = { id: report.findings[0]?.id ?? '', document: 'openapi.yaml', url, operation: 'getNote', phase: 'protocol', check: 'cross-tenant-denied', message: '', values: {}, seed: 1, fuzzRuns: 1 } as const;
  const kinds = await Promise.all([options, { ...options, strangers: {} }, { ...options, severities: { 'cross-tenant-denied': 'off' as const } }].map(async (each) => (await lookAgain(contract, stored, each)).outcome.kind));
  assert.deepEqual(kinds, ['there', 'unknown', 'unknown'], 'what cannot be found is not mended');
  assert.deepEqual(['key-of-bob', 'key-of-eve'].filter((secret) => !report.secrets.includes(secret)), []);
});
