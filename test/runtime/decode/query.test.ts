import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cookieEnd, cookieName, cookieValue, nameEnd, pairEnd, queryName } from '../../../runtime/decode/index.ts';

function pairsOf(query: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (let from = 0, to = 0; from < query.length; from = to + 1) {
    to = pairEnd(query, from);
    const equals = nameEnd(query, from, to);
    pairs.push([queryName(query, from, equals), query.slice(equals + 1, to)]);
  }
  return pairs;
}

test('a query is read pair by pair', () => {
  assert.deepEqual(pairsOf('a=1&b=&c&d=x=y&%61%20=2&e+f=3'), [
    ['a', '1'],
    ['b', ''],
    ['c', ''],
    ['d', 'x=y'],
    ['a ', '2'],
    ['e f', '3'],
  ]);
});

test('names agree with URLSearchParams for every query that it writes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }))), (pairs) => {
      const query = new URLSearchParams(pairs).toString();
      assert.deepEqual(
        pairsOf(query).map(([name]) => name),
        pairs.map(([name]) => name),
      );
    }),
  );
});

test('a name that cannot be decoded is kept as it stands', () => {
  assert.deepEqual(pairsOf('%ff=1'), [['%ff', '1']]);
});

test('cookies are read pair by pair, with or without quotes', () => {
  const header = 'a=1; b="two words"; c';
  const found: [string, string][] = [];
  for (let from = 0, to = 0; from < header.length; from = to + 1) {
    to = cookieEnd(header, from);
    const equals = nameEnd(header, from, to);
    found.push([cookieName(header, from, equals), cookieValue(header, equals, to)]);
  }
  assert.deepEqual(found, [
    ['a', '1'],
    ['b', 'two words'],
    ['c', ''],
  ]);
});
