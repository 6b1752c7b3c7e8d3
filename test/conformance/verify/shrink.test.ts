import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

const contract = `openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things:
    post:
      operationId: addThing
      parameters: [{ name: dry, in: query, schema: { type: boolean } }]
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string }, colour: { type: string }, size: { type: integer }, weight: { type: integer } } }
            example: { name: ball, colour: red, size: 3, weight: 7 }
      responses: { '204': { description: Done. }, '400': { description: Refused. } }
`;

test('a request that shows a fault is told without what the fault does not need', async (context) => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.writeHead(Buffer.concat(chunks).includes('"size":3') ? 500 : 204).end());
  });
  context.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = contractFolder({ 'openapi.yaml': contract });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { findings, requests } = await verify(await openContract(join(folder, 'openapi.yaml'), { base: folder }), { ...defaults, url, phases: ['probe'] });
  assert.deepEqual(findings.map(({ check, request }) => [check, request?.body?.toString()]), [['no-server-error', '{"name":"ball","size":3}']]);
  assert.ok(requests < 40, String(requests));
});
