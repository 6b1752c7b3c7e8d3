import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MemoryRateLimiter } from '../../../runtime/rate-limit/memory-rate-limiter.ts';

function limiterAt(start = 1_000_000, maxKeys?: number): { limiter: MemoryRateLimiter; clock: { now: number } } {
  const clock = { now: start };
  return { limiter: new MemoryRateLimiter({ maxKeys, now: () => clock.now }), clock };
}

describe('rate limits in one process', () => {
  it('allow the whole limit at once, then nothing, then one after its share of the window', () => {
    const { limiter, clock } = limiterAt();
    const taken = Array.from({ length: 4 }, () => limiter.take('a', 3, 60));
    assert.deepEqual(taken.map(({ allowed, remaining }) => [allowed, remaining]), [[true, 2], [true, 1], [true, 0], [false, 0]]);
    assert.deepEqual(taken[3], { allowed: false, limit: 3, remaining: 0, resetSeconds: 1060, retryAfterSeconds: 20 });
    clock.now += 19_999;
    assert.equal(limiter.take('a', 3, 60).allowed, false);
    clock.now += 1;
    assert.equal(limiter.take('a', 3, 60).allowed, true);
    assert.equal(limiter.take('a', 3, 60).allowed, false);
  });

  it('count each key by itself', () => {
    const { limiter } = limiterAt();
    assert.equal(limiter.take('a', 1, 60).allowed, true);
    assert.equal(limiter.take('b', 1, 60).allowed, true);
    assert.equal(limiter.take('a', 1, 60).allowed, false);
  });

  it('cost what is said, and nothing when refused', () => {
    const { limiter } = limiterAt();
    assert.equal(limiter.take('a', 10, 60, 8).remaining, 2);
    assert.equal(limiter.take('a', 10, 60, 3).allowed, false);
    assert.equal(limiter.take('a', 10, 60, 2).allowed, true);
    assert.deepEqual([limiter.take('b', 10, 60, 0).remaining, limiter.take('b', 10, 60, 0).remaining], [10, 10]);
  });

  it('tell a time to come back at which it really works, for any limit', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 86_400 }), (limit, window) => {
      const { limiter, clock } = limiterAt(1_700_000_000_000);
      for (let use = 0; use < limit; use += 1) assert.equal(limiter.take('a', limit, window).allowed, true);
      const refused = limiter.take('a', limit, window);
      assert.equal(refused.allowed, false);
      clock.now += refused.retryAfterSeconds * 1000;
      assert.equal(limiter.take('a', limit, window).allowed, true);
    }), { numRuns: 50 });
  });

  it('never allow more than the limit and its share of the time that went by', () => {
    const uses = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 200 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), uses, (limit, pauses) => {
      const { limiter, clock } = limiterAt();
      const started = clock.now;
      let allowed = 0;
      for (const pause of pauses) {
        clock.now += pause;
        if (limiter.take('a', limit, 10).allowed) allowed += 1;
      }
      assert.ok(allowed <= limit + Math.ceil((clock.now - started) / (10_000 / limit)));
    }));
  });

  it('keep no more keys than allowed, and forget the one unused for longest', () => {
    const { limiter } = limiterAt(1_000_000, 3);
    for (const key of ['a', 'b', 'c', 'a', 'd']) limiter.take(key, 5, 60);
    assert.equal(limiter.size, 3);
    assert.equal(limiter.take('a', 5, 60).remaining, 2);
    assert.equal(limiter.take('b', 5, 60).remaining, 4);
  });

  it('forget keys whose limit is whole again', () => {
    const { limiter, clock } = limiterAt(1_000_000, 10);
    for (let key = 0; key < 9; key += 1) limiter.take(String(key), 5, 1);
    clock.now += 10_000;
    limiter.take('last', 5, 1);
    assert.equal(limiter.size, 1);
  });
});
