import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startMock } from './toys.ts';

test('identifiers, dynamic references and what stands beside a reference count as the dialect says', async () => {
  const answer = (schema: string) => `get: { responses: { '200': { description: Data., content: { application/json: { schema: ${schema} } } } } }`;
  const served = await startMock({ 'a.yaml': `openapi: 3.1.0
info: { title: Trees, version: '1' }
paths:
  /tree: { ${answer("{ $ref: '#/components/schemas/Numbers', required: [next] }")} }
  /page: { ${answer("{ $defs: { item: { $dynamicAnchor: item, const: 7 } }, $ref: '#/components/schemas/Page' }")} }
  /both: { ${answer("{ $ref: '#/components/schemas/Named', required: [default], maxProperties: 1 }")} }
components:
  schemas:
    Tree: { $id: 'https://trees.example/tree', $dynamicAnchor: node, type: object, required: [value], properties: { value: true, next: { $dynamicRef: '#node' } } }
    Numbers: { $id: 'https://trees.example/numbers', $dynamicAnchor: node, $ref: tree, properties: { value: { const: 1 } } }
    Page: { type: object, required: [items], properties: { items: { $dynamicRef: '#item' } }, $defs: { item: { $dynamicAnchor: item, not: {} } } }
    Named: { type: object, properties: { name: { type: string }, default: { $ref: '#/components/schemas/Seven' } } }
    Seven: { const: 7 }
` }, ['a.yaml'], { auth: false });
  after(() => served.close());
  const get = async (path: string): Promise<unknown> => (await fetch(served.url + path)).json();
  assert.deepEqual([await get('/page'), await get('/both')], [{ items: 7 }, { default: 7 }]);
  const { value, next } = (await get('/tree')) as { value: number; next: { value: number } };
  assert.deepEqual([value, next.value], [1, 1]);
  assert.deepEqual(served.reports, []);
});
