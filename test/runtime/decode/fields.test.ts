import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Violation } from '../../../runtime/contract.ts';
import { appendField, explodedFields, fieldsOf, pathText, setField, toInteger } from '../../../runtime/decode/index.ts';

const none: Violation[] = [];

test('keys and values in turn make an object', () => {
  assert.deepEqual(fieldsOf(['R', '100', 'name', 'a%2Cb'], pathText, { known: { R: toInteger } }, 'path', '/c', none), {
    R: 100,
    name: 'a,b',
  });
});

test('properties that the schema does not name have a kind of their own', () => {
  assert.deepEqual(explodedFields(['R=1', 'G=2'], pathText, { known: { R: undefined }, others: toInteger }, 'path', '/c', none), {
    R: '1',
    G: 2,
  });
});

test('a key without a value is a violation', () => {
  const violations: Violation[] = [];
  assert.equal(fieldsOf(['R', '100', 'G'], pathText, { known: {} }, 'path', '/c', violations), 'R,100,G');
  assert.deepEqual(
    violations.map(({ pointer, keyword }) => [pointer, keyword]),
    [['/c', 'style']],
  );
});

test('a part without an equals sign is a violation', () => {
  const violations: Violation[] = [];
  explodedFields(['R=1', 'G'], pathText, { known: {} }, 'path', '/c', violations);
  assert.equal(violations.length, 1);
});

test('a value that cannot be decoded is reported at its key', () => {
  const violations: Violation[] = [];
  explodedFields(['a/b=%ff'], pathText, { known: {} }, 'path', '/c', violations);
  assert.equal(violations[0]?.pointer, '/c/a~1b');
});

test('no key reaches the prototype', () => {
  const fields = explodedFields(['__proto__=x', 'constructor=y'], pathText, { known: {} }, 'path', '/c', none) as Record<
    string,
    unknown
  >;
  assert.deepEqual(Object.keys(fields), ['__proto__', 'constructor']);
  assert.equal(Object.getPrototypeOf(fields), Object.prototype);
});

test('a key that comes twice is a violation, and the first value stays', () => {
  const violations: Violation[] = [];
  assert.deepEqual(explodedFields(['a/b=1', 'a/b=2'], pathText, { known: {} }, 'path', '/c', violations), { 'a/b': '1' });
  assert.deepEqual(
    violations.map(({ pointer, keyword }) => [pointer, keyword]),
    [['/c/a~1b', 'style']],
  );
});

test('fields gather into lists', () => {
  const fields: Record<string, unknown> = {};
  setField(fields, 'a', 1, 'query', '/f', none);
  for (const value of [1, 2]) appendField(fields, 'b', value);
  appendField(fields, 'toString', 3);
  assert.deepEqual({ ...fields }, { a: 1, b: [1, 2], toString: [3] });
  assert.deepEqual(none, []);
});
