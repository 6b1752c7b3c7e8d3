import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from '../../command-process.ts';
import { documentOfThings } from '../many-things.ts';
import { checkTypes } from './check-types.ts';
import { bodiesHandlers, bodiesUse } from './rich-bodies.ts';
import { createRichProject } from './rich-project.ts';

const project = createRichProject({ ...bodiesHandlers, 'use-bodies.ts': bodiesUse, 'spec/many/openapi.json': documentOfThings(101) });
after(() => project.remove());

before(async () => {
  for (const command of ['generate', 'scaffold']) {
    const { code, stderr } = await runCommand([command, '--root', project.root]);
    assert.equal(code, 0, stderr);
  }
});

test('all that is generated and scaffolded type-checks strictly, of more than a hundred operations, too', async () => {
  assert.ok(existsSync(join(project.root, 'generated/many/routes')), 'routes in a folder, as large APIs have them');
  assert.deepEqual(await checkTypes(project.root), []);
});

test('a missing handler is a compile error that names its path', async () => {
  rmSync(join(project.root, 'handlers/rich/items/list-items.ts'));
  const errors = await checkTypes(project.root);
  assert.deepEqual(
    errors.map((text) => text.replace(/\(.*TS\d+|( or its .*)/g, '')),
    ["generated/rich/handlers.ts: Cannot find module '../../handlers/rich/items/list-items.ts'"],
  );
});

test('types hold handlers and callers to the contract', async () => {
  project.put(
    'handlers/rich/items/list-items.ts',
    `import type { ListItems } from '../../../generated/rich/operations.ts';
import type { Context } from '../context.ts';
export const listItems: ListItems<Context> = () => ({ status: 200, body: [{ name: 'Nail', kind: 'huge' }] });
`,
  );
  project.put(
    'handlers/rich/items/create-item.ts',
    `import type { CreateItem } from '../../../generated/rich/operations.ts';
import type { Context } from '../context.ts';
export const createItem: CreateItem<Context> = ({ body }) => ({ status: 201, body });
`,
  );
  project.put(
    'use.ts',
    `import { createClient } from './generated/rich/client/index.ts';
const client = createClient({ baseUrl: '', credentials: { token: 't', kye: 'k' } });
const outcome = await client.createItem({ body: { name: 'Nail' } });
if (outcome.status === 201) outcome.body.name.length;
if (outcome.status === 418) console.log('teapot');
const room = await client.room.connect({ path: { room: 'r' } });
room.send('say', { text: 'Hi' });
room.send('shout', { text: 'Hi' });
for await (const message of room) if (message.type === 'said') message.text.length;
const stream = await client.follow({ path: { start: 1 }, headers: { 'Last-Event-ID': 7 } }, { resume: { attempts: 9 } });
if (stream.status === 404) stream.body.error.length;
if (stream.status === 200) {
  for await (const { id, event, data } of stream.body) {
    if (event === 'tick') console.log(id.length, data.number.toFixed());
    if (event === 'word') console.log(data.length, data.number);
    if (event === 'message' && typeof data === 'boolean') console.log(data);
  }
}
const lines = await client.echoLines({ body: [{ name: 'Nail' }] });
if (lines.status === 200) for await (const item of lines.body) item.name.length;
`,
  );
  project.put(
    'handlers/rich/streams/follow.ts',
    `import type { Follow } from '../../../generated/rich/operations.ts';
import type { Context } from '../context.ts';
export const follow: Follow<Context> = ({ headers }) => ({ status: 200, body: ticks(headers['last-event-id'] ?? 0) });
async function* ticks(after: number) {
  yield { id: String(after + 1), event: 'tick' as const, data: { number: after + 1 } };
  yield { event: 'word' as const, data: 'hm' };
  yield { data: '[DONE]' as const };
  yield { event: 'tock' as const, data: 'no such event' };
}
`,
  );
  const errors = (await checkTypes(project.root)).map((text) => text.replace(/\(.*/, ''));
  assert.deepEqual(errors.sort(), [
    'handlers/rich/items/create-item.ts', // no Location
    'handlers/rich/items/list-items.ts', // no such kind
    'handlers/rich/streams/follow.ts', // no such event
    'use.ts', // no such scheme
    'use.ts', // no such status
    'use.ts', // no such message
    'use.ts', // a word is a text
  ]);
});
