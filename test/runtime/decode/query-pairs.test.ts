import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Violation } from '../../../runtime/contract.ts';
import { QueryPairs } from '../../../runtime/decode/index.ts';

function pairsOf(query: string): [string, string][] {
  const found: [string, string][] = [];
  for (const pairs = new QueryPairs(query); pairs.next();) found.push([pairs.name(), pairs.raw()]);
  return found;
}

test('a query is read pair by pair', () => {
  assert.deepEqual(pairsOf('a=1&b=&c&d=x=y&&%61%20=2&e+f=3&'), [
    ['a', '1'],
    ['b', ''],
    ['c', ''],
    ['d', 'x=y'],
    ['', ''],
    ['a ', '2'],
    ['e f', '3'],
  ]);
});

test('an empty query has no pairs', () => {
  assert.deepEqual(pairsOf(''), []);
});

test('names and values are read back from every query that URLSearchParams writes', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (entries) => {
      const violations: Violation[] = [];
      const found: [string, string][] = [];
      for (const pairs = new QueryPairs(new URLSearchParams(entries).toString()); pairs.next();) {
        assert.ok(pairs.isNamed(pairs.name()));
        found.push([pairs.name(), pairs.text('/p', violations)]);
      }
      assert.deepEqual([found, violations], [entries, []]);
    }),
  );
});

test('a pair is known by its name, encoded or not, and by no other', () => {
  const pairs = new QueryPairs('%61b=1&abc=2&a+b=3');
  const known = () => ['ab', 'abc', 'a', 'a b', 'bc'].filter((name) => pairs.isNamed(name));
  assert.deepEqual(
    [pairs.next(), known(), pairs.next(), known(), pairs.next(), known()],
    [true, ['ab'], true, ['abc'], true, ['a b']],
  );
});

test('a name that cannot be decoded is kept as it stands', () => {
  assert.deepEqual(pairsOf('%ff=1'), [['%ff', '1']]);
});

test('a plus sign is itself where reserved characters are allowed', () => {
  const pairs = new QueryPairs('a=b+c%20d');
  pairs.next();
  assert.deepEqual([pairs.text('/a', []), pairs.reservedText('/a', [])], ['b c d', 'b+c d']);
});
