import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  createMock,
  emitFiles,
  formatRefusals,
  lintContract,
  loadApi,
  Refusals,
  serveMock,
  type Api,
  type Finding,
  type Mock,
  type Operation,
  type Refusal,
  type Severity,
} from 'specwright';
import { contractFolder } from '../generator/contract-folder.ts';
import { isType } from './is-type.ts';

const contract = `openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: It., content: { application/json: { schema: { type: object, properties: { id: { type: integer } } }, example: { id: 7 } } } }
`;
const folder = contractFolder({ 'openapi.yaml': contract });

test('a program loads a contract and reads its operations from the model', async () => {
  const { api, files, warnings } = await loadApi(folder, { base: folder, cache: false });
  isType<typeof api, Api>(true);
  isType<typeof api.operations, readonly Operation[]>(true);
  isType<typeof warnings, readonly Refusal[]>(true);
  assert.deepEqual(api.operations.map(({ id, method, path }) => ({ id, method, path })), [{ id: 'getThing', method: 'get', path: '/things/{id}' }]);
  assert.deepEqual([files, warnings], [[join(folder, 'openapi.yaml')], []]);
  // @ts-expect-error the model is read-only
  assert.throws(() => (api.name = 'other'), TypeError);
});

test('a program gets every generated file as text, the same each time', async () => {
  const { api } = await loadApi(folder, { base: folder, cache: false });
  const files = await emitFiles(api);
  isType<typeof files, ReadonlyMap<string, string>>(true);
  assert.ok(files.get('operations.ts')?.includes('GetThing'), [...files.keys()].join(' '));
  assert.deepEqual(await emitFiles(api), files);
});

test('a program reads why a contract was refused, and prints it as the command does', async () => {
  const broken = contractFolder({ 'openapi.yaml': contract.replace('in: path', 'in: paht') });
  const error: unknown = await loadApi(broken, { base: broken, cache: false }).catch((reason: unknown) => reason);
  assert.ok(error instanceof Refusals);
  const [first] = error.refusals;
  isType<typeof first, Refusal | undefined>(true);
  assert.notEqual(first?.hint, '');
  assert.ok(error.refusals.some(({ position }) => position.line === 7), error.message);
  assert.match(formatRefusals(error, { colours: false }), /^openapi\.yaml:7:\d+ /m);
});

test('a program lints a contract, and weighs rules as it likes', async () => {
  const findings = await lintContract(folder, { base: folder });
  isType<typeof findings, readonly Finding[]>(true);
  isType<Severity, 'error' | 'warn'>(true);
  const rule = findings[0]?.rule ?? '';
  assert.ok(findings.length > 0);
  assert.ok((await lintContract(folder, { base: folder, rules: { [rule]: 'off' } })).every((finding) => finding.rule !== rule));
  // @ts-expect-error there is no such weight
  assert.ok(await lintContract(folder, { rules: { [rule]: 'loud' } }));
});

test('a program serves a mock of a document', async (context) => {
  const mock: Mock = createMock([join(folder, 'openapi.yaml')], { seed: 'a', auth: true, report: assert.fail });
  assert.equal(mock.operationCount, 1);
  const served = await serveMock(mock);
  context.after(() => served.close());
  const answer = await fetch(`${served.url}/things/7`);
  assert.deepEqual([answer.status, await answer.json()], [200, { id: 7 }]);
});
