import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitLinks } from '../../../generator/emit/client/links.ts';
import type { Link } from '../../../generator/model/types.ts';
import { anApi, anOperation, aParameter } from './fixture.ts';

const at = { file: 'spec/shop/openapi.yaml', line: 1, column: 1, pointer: '' };
const operations = [
  anOperation({ id: 'addItem', method: 'post' }),
  anOperation({ id: 'getItem', path: '/items/{id}', parameters: [aParameter({ name: 'id', in: 'path' }), aParameter({ name: 'odd-name', in: 'query' })] }),
];
const link = (parts: Partial<Link>): Link => ({ kind: 'link', name: 'Item', from: 'addItem', status: '201', to: 'getItem', parameters: [], description: '', at, ...parts });
const linesOf = (links: readonly Link[]) => (emitLinks(anApi({ operations, links }))[0]?.text ?? '').split('\n').filter((line) => line.startsWith('    '));
const id = { in: 'path', name: 'id', value: '$response.body#/id' } as const;

test('a contract without links has no file of them', () => {
  assert.deepEqual(emitLinks(anApi({ operations })), []);
});

test('a link takes its answer, and the request before where it looks there', () => {
  const odd = { in: 'query', name: 'odd-name', value: '$request.query.a' } as const;
  assert.deepEqual(linesOf([link({ parameters: [id, odd], description: 'The */ item.' })]), [
    '    /**',
    '     * From 201 of addItem to getItem.',
    '     *',
    '     * The *\\/ item.',
    '     */',
    "    Item: (answer: Extract<AddItemOutcome, { readonly status: 201 }>, request: Input<'addItem'>): { readonly path: Pick<NonNullable<Input<'getItem'>['path']>, 'id'>; readonly query: Pick<NonNullable<Input<'getItem'>['query']>, 'odd-name'> } => fillLink({ method: 'POST', path: { id: '$response.body#/id' }, query: { 'odd-name': '$request.query.a' } }, answer, request) as { readonly path: Pick<NonNullable<Input<'getItem'>['path']>, 'id'>; readonly query: Pick<NonNullable<Input<'getItem'>['query']>, 'odd-name'> },",
  ]);
});

test('one link of several answers is one; another one of its name has the status behind it', () => {
  const named = linesOf([link({ parameters: [id] }), link({ parameters: [id], status: '200' }), link({ status: '4XX', body: { value: null } })])
    .filter((line) => line.includes('=>')).map((line) => line.replace(/ => .*/, ''));
  assert.deepEqual(named, [
    "    Item: (answer: Extract<AddItemOutcome, { readonly status: 201 | 200 }>): { readonly path: Pick<NonNullable<Input<'getItem'>['path']>, 'id'> }",
    "    Item4XX: (answer: AddItemOutcome): { readonly body: Input<'getItem'>['body'] }",
  ]);
});
