import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server as RawServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

const contract = `openapi: 3.1.0
info: { title: Up, version: 1.0.0 }
paths:
  /up: { get: { operationId: getUp, responses: { '200': { description: Yes., content: { text/plain: { schema: { type: string } } } } } } }
`;

async function look(server: Server | RawServer): Promise<string[]> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const folder = contractFolder({ 'openapi.yaml': contract });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { findings, notes } = await verify(await openContract(join(folder, 'openapi.yaml'), { base: folder }), { ...defaults, url, phases: ['probe', 'wire'] });
    assert.deepEqual(notes, []);
    return findings.map(({ check, message }) => `${check} ${message.split(':')[0] ?? ''}`);
  } finally {
    server.close();
  }
}

test('what Node takes against RFC 9112 is all that the phase wire finds in a server of node:http', async () => {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/plain').end('up'));
  assert.deepEqual(await look(server), ['wire-refused two Hosts']);
});

test('a server that reads nothing of what it answers is found by the phase wire', async () => {
  const answer = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nup';
  const server = createRawServer((socket) => void socket.on('error', () => socket.destroy()).once('data', () => socket.write(answer)));
  const found = await look(server);
  assert.ok(found.filter((each) => each.startsWith('wire-refused')).length >= 12, found.join('\n'));
  assert.deepEqual(found.filter((each) => each.startsWith('wire-answered')), ['wire-answered two requests at once', 'wire-answered Connection']);
});
