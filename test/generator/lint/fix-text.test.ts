import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixText } from '../../../generator/lint/fixes/fix-text.ts';
import type { Finding } from '../../../generator/lint/finding.ts';

/** The text after a finding of this rule at this pointer was mended. */
function fixed(text: string, rule: string, pointer: string): string {
  const finding: Finding = { rule, severity: 'warn', message: '', hint: '', position: { file: 'openapi.yaml', line: 1, column: 1, pointer } };
  return fixText(text, [finding]).text;
}

test('a status gets its quotes, and comments and layout stay', () => {
  const text = 'paths:\n  /a:\n    get:   # mine\n      responses:\n        200:  { description: "Yes" }   # and mine\n';
  assert.equal(fixed(text, 'unquoted-status', '/paths/~1a/get/responses/200'), text.replace('200:', "'200':"));
});

test("a server's address loses its slash, however it is quoted", () => {
  for (const [before, after] of [['https://a/v1/', 'https://a/v1'], ["'https://a/'", "'https://a'"], ['"https://a//"', '"https://a"'], ['/', '/']])
    assert.equal(fixed(`servers:\n  - url: ${before} # here\n`, 'no-server-trailing-slash', '/servers/0/url'), `servers:\n  - url: ${after} # here\n`);
});

test('what stands twice in a list stays once, in a block, in line and in JSON', () => {
  for (const [before, after] of [
    ['a:\n  - x\n  - y\n  - x\nb: 1\n', 'a:\n  - x\n  - y\nb: 1\n'],
    ['a: [x, y, x]\n', 'a: [x, y]\n'],
    ['{ "a": ["x", "x", "y"] }\n', '{ "a": ["x", "y"] }\n'],
  ] as const)
    assert.equal(fixed(before, 'duplicate-required', '/a/1'), after);
});

test('nothing is removed across a comment', () => {
  const text = 'a:\n  - x\n  # why\n  - x\n';
  assert.equal(fixed(text, 'duplicate-required', '/a/1'), text);
});

test('an operation gets the name that the generator gives it', () => {
  const pointer = '/paths/~1a~1{id}/get';
  assert.equal(
    fixed('paths:\n  /a/{id}:\n    get:\n      # about it\n      summary: A\n', 'operation-operationId', pointer),
    'paths:\n  /a/{id}:\n    get:\n      # about it\n      operationId: getAById\n      summary: A\n',
  );
  assert.equal(
    fixed('{"paths":{"/a/{id}":{"get":{\n  "summary":"A"}}}}', 'operation-operationId', pointer),
    '{"paths":{"/a/{id}":{"get":{\n  "operationId": "getAById",\n  "summary":"A"}}}}',
  );
});

test('a name that another operation has is not given', () => {
  const text = 'paths:\n  /a:\n    get:\n      summary: A\n    put: { operationId: getA }\n';
  assert.equal(fixed(text, 'operation-operationId', '/paths/~1a/get'), text);
});
