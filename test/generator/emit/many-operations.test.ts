import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRow, serve, type ContractTables, type RouteRow } from 'specwright/runtime';
import { emitChannels } from '../../../generator/emit/channels.ts';
import { emitContract } from '../../../generator/emit/contract.ts';
import { emitDecoders } from '../../../generator/emit/decoders/decoders.ts';
import { emitFieldDecoders } from '../../../generator/emit/fields/field-decoders.ts';
import type { OutputFile } from '../../../generator/emit/output-file.ts';
import { emitRoutes } from '../../../generator/emit/routes.ts';
import { emitSecurity } from '../../../generator/emit/security.ts';
import { emitSerializers } from '../../../generator/emit/serializers/serializers.ts';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import { apiOf } from '../contract-folder.ts';
import { documentOfThings } from '../many-things.ts';
import { loadOutput } from './load-output.ts';

const emitters = [emitChannels, emitContract, emitDecoders, emitFieldDecoders, emitRoutes, emitSecurity, emitSerializers, emitValidators];

async function emit(things: number): Promise<OutputFile[]> {
  const api = await apiOf({ 'openapi.json': documentOfThings(things) });
  return emitters.flatMap((one) => [...one(api)]);
}

test('of many operations each is loaded with what it reaches, and with nothing else', async () => {
  const files = await emit(101);
  // Were anything of another thing loaded, it would be missed.
  const isOfAnother = ({ path }: OutputFile) => /thing-?\d/.test(path) && !/thing-?7\b/.test(path);
  const { contract } = (await loadOutput(files.filter((file) => !isOfAnother(file)), 'contract.ts')) as { contract: ContractTables<RouteRow> };
  assert.equal(contract.operations.length, 101);
  const handler = ({ body, path, query }: Record<'body' | 'path' | 'query', Record<string, unknown>>) =>
    ({ status: 200, body: { ...body, undeclared: true }, headers: { 'x-limit': Number(path['id']) + Number(query['limit']) } });
  const handlers = Object.fromEntries(contract.operations.map(({ id }) => [id, handler as (request: never) => unknown]));
  const problems = ({ code }: { readonly code: string }) => ({ status: code === 'invalid-request' ? 422 : 500, contentType: 'application/json', body: code });
  const settings = { mode: 'test', port: 0, responseCheck: 'off', logLevel: 'silent' } as const;
  const service = await serve({ contract, handlers, channelHandlers: {}, problems, signIn: {} }, { db: undefined, services: undefined, settings });
  try {
    const put = async (type: string, body: string, thing = 'thing7') => {
      const answer = await fetch(`${service.url}/${thing}/5?limit=3`, { method: 'PUT', headers: { 'content-type': type }, body });
      return [answer.status, answer.headers.get('x-limit'), await answer.text()];
    };
    assert.deepEqual(await put('application/json', '{"size":3}'), [200, '8', '{"size":3}']);
    assert.deepEqual(await put('application/x-www-form-urlencoded', 'size=3'), [200, '8', '{"size":3}']);
    assert.deepEqual(await put('application/json', '{"size":30}'), [422, null, '"invalid-request"']);
    assert.equal((await put('application/json', '{"size":3}', 'thing8'))[0], 500, 'what is not there cannot have been loaded');
  } finally {
    await service.close();
  }
});

for (const count of [1, 101]) {
  test(`operations with nothing to check import no validators (${count})`, async () => {
    const paths = Object.fromEntries(Array.from({ length: count }, (_, index) => [`/${index}`, { delete: { operationId: `delete${index}`, responses: { 204: { description: 'Gone.' } } } }]));
    const api = await apiOf({ 'openapi.json': JSON.stringify({ openapi: '3.1.0', info: { title: 'Bare', version: '1' }, paths }) });
    const files = emitters.flatMap((one) => [...one(api)]);
    const { contract } = (await loadOutput(files, 'contract.ts')) as { contract: ContractTables };
    const rows = await Promise.all(contract.operations.map(loadRow));
    assert.deepEqual(rows.map(({ responses }) => Object.keys(responses)), Array.from({ length: count }, () => ['204']));
  });
}

test('a compiler has to look at the table only', async () => {
  const files = await emit(101);
  const typed = files.map(({ path }) => path).filter((path) => path.endsWith('.ts'));
  assert.deepEqual(typed.sort(), ['channels.ts', 'contract.ts', 'routes.d.ts', 'security.ts']);
});

test('up to a hundred operations are loaded as the service starts', async () => {
  const files = await emit(100);
  assert.deepEqual(files.filter(({ path, text }) => path.includes('parts') || text.includes('import(')), []);
});
