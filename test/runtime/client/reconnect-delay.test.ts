import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isWorthReconnecting, reconnectDelay } from '../../../runtime/client/reconnect-delay.ts';

describe('the delay before a reconnect', () => {
  it('doubles up to the longest, at least half of it', () => {
    const longest = [0, 1, 2, 3].map((attempt) => reconnectDelay({ firstDelayMs: 100, maxDelayMs: 500 }, attempt, () => 1));
    assert.deepEqual(longest, [100, 200, 400, 500]);
    assert.equal(reconnectDelay({ firstDelayMs: 100 }, 1, () => 0), 100);
  });

  it('stays within its bounds however often it is tried', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const delay = reconnectDelay({}, attempt, () => random) ?? NaN;
        assert.ok(delay >= 250 && delay <= 30_000);
      }),
    );
  });

  it('is none after the last attempt', () => {
    assert.equal(reconnectDelay({ attempts: 2 }, 2), undefined);
  });
});

describe('a close', () => {
  it('is worth a reconnect if it is temporary, unless the caller knows better', () => {
    assert.deepEqual([1000, 1001, 1006, 1008, 1012, 1013, 4409].filter((code) => isWorthReconnecting({}, code)), [1001, 1006, 1012, 1013]);
    assert.equal(isWorthReconnecting({ when: (code) => code === 4409 }, 4409), true);
  });
});
