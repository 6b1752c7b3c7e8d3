import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { InexactInteger, parseExactly } from '../../../runtime/client/parse-exactly.ts';

test('an integer that would become another one is refused, with its digits', () => {
  for (const [text, digits] of [
    ['9007199254740993', '9007199254740993'],
    ['9'.repeat(400), '9'.repeat(400)],
    ['{"a":[1,-9223372036854775807]}', '-9223372036854775807'],
    [`{"${'\\"'}":"\\\\","b" : 18446744073709551615}`, '18446744073709551615'],
  ] as const) assert.throws(() => parseExactly(text), (error) => error instanceof InexactInteger && error.digits === digits, text);
});

test('what a number holds is taken, and so are digits of texts and fractions', () => {
  for (const text of ['9007199254740992', '10000000000000000000', '"9007199254740993"', '{"9007199254740993\\"9007199254740993":1}', '0.12345678901234567', '1.5e300', '1234567890123456789.5'])
    assert.deepEqual(parseExactly(text), JSON.parse(text), text);
  assert.throws(() => parseExactly('{"a": 9007199254740993'), SyntaxError);
});

test('whatever is taken says what was written', () => {
  const large = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
  fc.assert(fc.property(large, fc.string(), (integer, text) => {
    const json = `{${JSON.stringify(text)}:[${JSON.stringify(text)},${integer}]}`;
    const isExact = BigInt(Number(integer)) === integer;
    if (isExact) assert.deepEqual(parseExactly(json), JSON.parse(json));
    else assert.throws(() => parseExactly(json), InexactInteger);
  }));
});
