import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Violation } from '../../../runtime/contract.ts';
import { CookiePairs } from '../../../runtime/decode/index.ts';

test('cookies are read pair by pair, with or without quotes and white space', () => {
  const found: [string, string][] = [];
  for (const pairs = new CookiePairs('a=1; b="two words";c ;d="; =e'); pairs.next();) found.push([pairs.name(), pairs.raw()]);
  assert.deepEqual(found, [
    ['a', '1'],
    ['b', 'two words'],
    ['c', ''],
    ['d', '"'],
    ['', 'e'],
  ]);
});

test('values are percent-decoded; what cannot be is a violation', () => {
  const violations: Violation[] = [];
  const pairs = new CookiePairs('a=x%20y; b=%');
  assert.ok(pairs.next() && pairs.isNamed('a'));
  assert.equal(pairs.text('/a', violations), 'x y');
  assert.ok(pairs.next() && pairs.isNamed('b') && !pairs.isNamed('a'));
  assert.equal(pairs.text('/b', violations), '%');
  assert.deepEqual(
    violations.map(({ in: part, pointer, keyword }) => [part, pointer, keyword]),
    [['cookie', '/b', 'style']],
  );
  assert.equal(pairs.next(), false);
});
