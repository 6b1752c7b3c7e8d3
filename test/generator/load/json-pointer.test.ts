import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { appendToken, fragmentToPointer, pointerTokens } from '../../../generator/load/json-pointer.ts';

test('a pointer made of tokens splits into the same tokens', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (tokens) => {
      assert.deepEqual(pointerTokens(tokens.reduce(appendToken, '')), tokens);
    }),
  );
});

test('~01 is the text ~1, not a slash', () => {
  assert.deepEqual(pointerTokens('/~01'), ['~1']);
});

test('a fragment is percent-decoded before it is a pointer', () => {
  assert.equal(fragmentToPointer('/paths/~1a~1%7Bid%7D'), '/paths/~1a~1{id}');
});

test('an anchor name or broken percent-encoding is no pointer', () => {
  assert.equal(fragmentToPointer('anchor'), undefined);
  assert.equal(fragmentToPointer('/a%zz'), undefined);
});
