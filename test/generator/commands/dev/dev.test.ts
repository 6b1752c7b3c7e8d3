import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { json, text } from 'node:stream/consumers';
import { join } from 'node:path';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { runCommand } from '../../../command-process.ts';
import { createShop, shop } from './shop.ts';
import { startDev } from './start-dev.ts';

const serving = /dev: serving shop on (http:\S+)/;
const servingAnew = /dev: now serving the new state: shop on (http:\S+)/;

/** On a connection of its own: one that is kept could be the old process's, on its way out. */
async function ask(url: string, options: RequestOptions = {}, body = '') {
  const asked = request(url, { ...options, agent: false }).end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const said = await text(answer);
  return { status: answer.statusCode, headers: answer.headers, body: said === '' ? undefined : (JSON.parse(said) as unknown) };
}

test('specwright dev', async (context) => {
  const project = createShop();
  context.after(() => project.remove());
  assert.equal((await runCommand(['scaffold', '--root', project.root])).code, 0);
  rmSync(join(project.root, 'handlers/shop/items/get-item.ts'));
  const dev = startDev(context, ['--root', project.root], { FORCE_COLOR: '', NO_COLOR: '' });
  const [, url = ''] = await dev.says(serving);
  const item = `${url}/v1/items/7`;
  const headers = { 'content-type': 'application/json', authorization: 'Bearer t' };
  const put = (body: unknown) => ask(item, { method: 'PUT', headers }, JSON.stringify(body));

  await context.test('an operation whose handler is missing is answered by its example, as a header says', async () => {
    const answer = await ask(item);
    assert.deepEqual([answer.status, answer.headers['x-specwright-mock'], answer.body], [200, 'example', { name: 'Bolt' }]);
    assert.deepEqual([answer.headers['x-size'], answer.headers['x-box']], ['5', 'w,2']);
    const preferred = await ask(item, { headers: { prefer: 'code=404' } });
    assert.deepEqual([preferred.status, preferred.headers['preference-applied']], [404, 'code=404']);
    assert.match((await dev.says(/handlers\.ts.*error TS2307: .*get-item\.ts[^]*types: 1 error/))[0], /getItem as getItemHandler/);
  });

  await context.test('sign-in that is not written lets nobody in where there is a handler', async () => {
    assert.equal((await put({ name: 'x' })).status, 401);
  });

  await context.test('new code serves on the same port; what the old code has begun it ends, and sockets close with 1001', async () => {
    const signIn = 'export const signIn = { token: () => ({}) };\n';
    project.put('handlers/shop/sign-in.ts', signIn);
    assert.equal((await dev.says(servingAnew))[1], url);
    assert.deepEqual((await put({ name: 'x' })).body, { name: 'first' });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const slow = request(item, { method: 'PUT', headers, agent: false });
    const answered = once(slow, 'response') as Promise<[IncomingMessage]>;
    slow.write('{"name":');
    // The server has the beginning once it has answered what came after it.
    assert.equal((await ask(item)).status, 200);
    project.put('handlers/shop/items/put-item.ts', shop.putItem('second'));
    await dev.says(servingAnew);
    const [code] = (await closed) as [number];
    assert.equal(code, 1001);
    slow.end('"x"}');
    assert.deepEqual(await json((await answered)[0]), { name: 'first' });
    assert.deepEqual((await put({ name: 'x' })).body, { name: 'second' });
  });

  await context.test('a change of a file that the contract refers to is generated and served', async () => {
    assert.equal((await put({ name: 'x', size: 1 })).status, 200);
    project.put('spec/shop/item.yaml', shop.item('string'));
    await dev.says(/\.size: integer → string \(body, response 200\)/);
    await dev.says(servingAnew);
    assert.equal((await put({ name: 'x', size: 1 })).status, 400);
  });

  await context.test('a refused contract is shown with its lines, and the last good state stays', async () => {
    project.put('spec/shop/openapi.yaml', shop.openapi.replace('./item.yaml', './itme.yaml'));
    const [said] = await dev.says(/spec\/shop\/openapi\.yaml:\d+:\d+ [^]*the last good state stays/);
    assert.match(said, /\n +\d+ \| .*itme\.yaml.*\n +\| +\^/);
    assert.equal((await put({ name: 'x' })).status, 200);
    project.put('spec/shop/openapi.yaml', `${shop.openapi}\nx-more: [`);
    await dev.says(/invalid-yaml[^]*the last good state stays/);
    assert.deepEqual((await ask(item)).body, { name: 'Bolt' });
    project.put('spec/shop/openapi.yaml', shop.openapi);
    await dev.says(/shop: .*unchanged/);
  });

  await context.test('an error of types is shown with its lines, and keeps nothing from being served', async () => {
    const place = dev.place();
    project.put('handlers/shop/items/put-item.ts', `${shop.putItem('third')}export const size: number = 'large';\n`);
    await dev.says(servingAnew, place);
    await dev.says(/handlers\/shop\/items\/put-item\.ts:5:\d+ - error TS[^]*types: \d errors?/, place);
  });

  await context.test('code that does not load is shown with its lines, and the last good state keeps serving', async () => {
    project.put('handlers/shop/items/put-item.ts', `${shop.putItem('fourth')}const x = ;\n`);
    const [said] = await dev.says(/handlers\/shop\/items\/put-item\.ts:5:\d+ [^]*the last good state keeps serving/);
    assert.match(said, /\n +5 \| const x = ;\n +\| +\^/);
    assert.deepEqual((await put({ name: 'x' })).body, { name: 'third' });
  });

  await context.test('Ctrl-C stops it all, with exit code 0', async () => {
    dev.signal('SIGINT');
    assert.equal(await dev.exited, 0);
    await assert.rejects(ask(item), /ECONNREFUSED/);
  });
});

