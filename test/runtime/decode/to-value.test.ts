import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toBoolean, toInteger, toNull, toNumber } from '../../../runtime/decode/index.ts';

test('every JSON number is read as itself', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (value) => toNumber(JSON.stringify(value)) === (value === 0 ? 0 : value),
    ),
  );
});

for (const text of ['', ' ', '1 ', '0x10', '1_000', '+1', '.5', '5.', '01', 'Infinity', 'NaN', '1e999', 'one']) {
  test(`"${text}" stays text`, () => assert.equal(toNumber(text), text));
}

test('an integer that a number cannot hold stays text', () => {
  assert.equal(toInteger('9007199254740991'), 9007199254740991);
  assert.equal(toInteger('9007199254740993'), '9007199254740993');
  assert.equal(toInteger('-9007199254740993'), '-9007199254740993');
});

test('a fraction is a number, for the validator to refuse', () => {
  assert.equal(toInteger('1.5'), 1.5);
});

test('only true and false are booleans', () => {
  assert.deepEqual(
    ['true', 'false', 'True', '1', ''].map((text) => toBoolean(text)),
    [true, false, 'True', '1', ''],
  );
});

test('only null is null', () => {
  assert.deepEqual(
    ['null', 'NULL', ''].map((text) => toNull(text)),
    [null, 'NULL', ''],
  );
});

test('integers of every length are read alike', () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => toInteger(String(value)) === value + 0));
});
