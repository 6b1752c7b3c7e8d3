import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from '../../command-process.ts';
import { checkTypes } from './check-types.ts';
import { asyncapi, createProject, openapi, packageCache } from './project.ts';
import type { Run } from './run-specwright.ts';

const listItems = `  /items:
    get:
      operationId: listItems
      tags: [Items]
      parameters:
        - { name: limit, in: query, schema: { type: integer, default: 20 } }
      responses:
        '200':
          description: The items.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Item' } } } }
        '404': { description: There are none. }
`;
const shop = openapi.replace('paths:\n', `paths:\n${listItems}`);

/** Fills what `putItem` and `listItems` have to do by the first contract. */
const handlers = {
  'handlers/shop/items/put-item.ts': `import type { PutItem } from '../../../generated/shop/operations.ts';
import type { Context } from '../context.ts';
export const putItem: PutItem<Context> = ({ body }) => ({ status: 200, body: { name: body.name, size: (body.size ?? 1) * 2 } });
`,
  'handlers/shop/items/list-items.ts': `import type { ListItems } from '../../../generated/shop/operations.ts';
import type { Context } from '../context.ts';
export const listItems: ListItems<Context> = ({ query }) => (query.limit > 100 ? { status: 404 } : { status: 200, body: [] });
`,
};

const project = createProject({ 'spec/shop/openapi.yaml': shop, 'spec/shop/asyncapi.yaml': asyncapi, ...handlers }, packageCache());
after(() => project.remove());

const run = (...args: string[]) => runCommand([...args, '--root', project.root]);

/** Generates from a changed contract. */
function change(text: string): Promise<Run> {
  project.put('spec/shop/openapi.yaml', text);
  return run('generate');
}

before(async () => {
  const { code, stderr } = await run('generate');
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stderr, /contract changed/, 'nothing is compared with nothing');
  assert.equal((await run('scaffold')).code, 0);
});

const copyItem = listItems
  .replace('/items:', '/items/{id}/copies:')
  .replace('listItems', 'copyItem')
  .replace('get:', 'post:')
  .replace('parameters:\n', 'parameters:\n        - { name: id, in: path, required: true, schema: { type: string } }\n');

const changed = shop
  .replace('components:', `${copyItem}components:`)
  .replace('name: limit, in: query, schema: { type: integer, default: 20 }', 'name: limit, in: query, schema: { type: string }')
  .replace("        '404': { description: There are none. }\n", '')
  .replace('size: { type: integer, default: 3 }', 'size: { type: string }\n        colour: { type: string }')
  .replace('      tags: [Items]\n      summary: Put an item', '      tags: [Items]\n      security: []\n      summary: Puts an item');

test('what came and what changed is told, with the handlers, and the compiler stops at each of them', async () => {
  const { stderr } = await change(changed);
  const report = stderr.slice(stderr.indexOf('shop: the contract'), stderr.indexOf('\nshop: 0 new'));
  assert.deepEqual(report.split('\n'), [
    'shop: the contract changed: 1 added, 2 changed',
    '  + copyItem  POST /items/{id}/copies',
    '      handlers/shop/items/copy-item.ts is missing: specwright scaffold creates it',
    '  ~ listItems  GET /items  handlers/shop/items/list-items.ts',
    '      query limit: integer default 20 → string',
    '      response 404: removed',
    '      Item.size: integer default 3 → string (response 200)',
    '      Item.colour: added, string (response 200)',
    '  ~ putItem  PUT /items/{id}  handlers/shop/items/put-item.ts',
    '      security: token → nobody has to sign in',
    '      Item.size: integer default 3 → string (body, response 200)',
    '      Item.colour: added, string (body, response 200)',
  ]);
  const errors = await checkTypes(project.root);
  const missing = /^generated\/shop\/handlers\.ts.*Cannot find module '\.\.\/\.\.\/handlers\/shop\/items\/copy-item\.ts'/;
  assert.ok(errors.some((error) => missing.test(error)), errors.join('\n'));
  const places = new Set(errors.map((error) => error.replace(/\(.*/, '')));
  assert.deepEqual([...places].sort(), [
    'generated/shop/handlers.ts',
    'handlers/shop/items/list-items.ts',
    'handlers/shop/items/put-item.ts',
  ]);
});

test('what is missing is created, and nothing else is touched', async () => {
  const { stderr } = await run('scaffold');
  assert.deepEqual(stderr.trim().split('\n').slice(1), ['  handlers/shop/items/copy-item.ts', '  test/api/shop/items/copy-item.test.ts']);
});

test('what went leaves orphans, which are named and not deleted; what is called otherwise is said to be the same', async () => {
  project.put('spec/shop/asyncapi.yaml', asyncapi.replace('const: ping } }', 'const: ping }, text: { type: string } }'));
  const { stderr } = await change(shop.replace('operationId: listItems', 'operationId: findItems'));
  for (const line of [
    'shop: the contract changed: 1 added, 2 removed, 2 changed',
    '  + findItems  GET /items',
    '  - listItems  GET /items, which is findItems now',
    '  - copyItem  POST /items/{id}/copies',
    '      handlers/shop/items/copy-item.ts is an orphan: nothing calls it any more; it was not deleted',
    '      test/api/shop/items/copy-item.test.ts is an orphan: nothing calls it any more; it was not deleted',
    '  ~ message receivePing  ping on /live  handlers/shop/live/receive-ping.ts',
    '      PingMessage.text: added, string (payload)',
  ])
    assert.ok(stderr.split('\n').includes(line), `${line}\n\n${stderr}`);
  assert.ok(existsSync(join(project.root, 'handlers/shop/items/copy-item.ts')));
});

test('words that change nothing for handlers and callers are not reported', async () => {
  const { stderr } = await change(shop.replace('operationId: listItems', 'operationId: findItems').replace('Put an item', 'Put it'));
  assert.match(stderr, /0 new, [1-9] changed/);
  assert.doesNotMatch(stderr, /contract changed/);
});

test('a clone that has never generated compares with what is committed', async () => {
  project.remove('.cache');
  project.put('spec/shop/openapi.yaml', changed);
  const { code, stderr } = await run('generate', '--check');
  assert.equal(code, 1);
  assert.match(stderr, /security: token → nobody has to sign in/);
});
