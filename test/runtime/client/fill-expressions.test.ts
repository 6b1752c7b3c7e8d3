import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillExpressions } from '../../../runtime/client/fill-expressions.ts';

const exchanged = {
  url: 'http://shop.example/orders?a=1',
  method: 'POST',
  statusCode: 201,
  request: { path: { id: 7 }, query: { 'queue.url': 'http://queue.example' }, headers: { accept: 'text/plain' }, body: { 'a/b': { urls: ['http://one.example'] } } },
  response: { headers: { Location: '/orders/7' }, body: 'plain' },
};

/** The examples of OpenAPI 3.1, "Runtime Expressions", and what they leave open. */
const filled: [text: string, expected: string][] = [
  ['{$url}', 'http://shop.example/orders?a=1'],
  ['{$method} {$statusCode}', 'POST 201'],
  ['/orders/{$request.path.id}', '/orders/7'],
  ['{$request.query.queue.url}?data={$request.header.Accept}', 'http://queue.example?data=text/plain'],
  ['{$request.body#/a~1b/urls/0}', 'http://one.example'],
  ['{$response.header.location}', '/orders/7'],
  ['{$response.body}', 'plain'],
  ['http://fixed.example', 'http://fixed.example'],
];
for (const [text, expected] of filled) {
  test(`${text} becomes ${expected}`, () => {
    assert.equal(fillExpressions(text, exchanged), expected);
  });
}

for (const text of ['{$request.body#/missing}', '{$request.body#/a~1b}', '{$request.path.toString}', '{$nothing}']) {
  test(`${text} has no value to stand in an address`, () => {
    assert.throws(() => fillExpressions(text, exchanged), TypeError);
  });
}
