import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Violation } from '../../../runtime/contract.ts';
import { cookieText, headerText, pathText, queryText, reservedText, type ReadText } from '../../../runtime/decode/index.ts';

function read(reader: ReadText, raw: string): { text: string; violations: Violation[] } {
  const violations: Violation[] = [];
  return { text: reader(raw, '/p', violations), violations };
}

test('percent-encoded text is decoded in path, query and cookie', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const reader of [pathText, queryText, reservedText, cookieText])
        assert.deepEqual(read(reader, encodeURIComponent(text)), { text, violations: [] });
    }),
  );
});

test('a plus sign is a space in a query, and itself where reserved characters are allowed or in a path', () => {
  assert.equal(read(queryText, 'a+b%2Bc').text, 'a b+c');
  assert.equal(read(reservedText, 'a+b').text, 'a+b');
  assert.equal(read(pathText, 'a+b').text, 'a+b');
});

test('a header value is not percent-encoded', () => {
  assert.deepEqual(read(headerText, ' 100%25 '), { text: '100%25', violations: [] });
});

for (const [what, raw] of [
  ['a lone percent sign', '100%'],
  ['no hexadecimal digits', '%zz'],
  ['bytes that are no UTF-8', '%ff'],
  ['an overlong encoding', '%c0%af'],
  ['half a surrogate pair', '%ed%a0%80'],
] as const) {
  test(`${what} is a violation of the style, and stays text`, () => {
    assert.deepEqual(read(queryText, raw), {
      text: raw,
      violations: [{ in: 'query', pointer: '/p', keyword: 'style', message: 'must be percent-encoded UTF-8' }],
    });
  });
}
