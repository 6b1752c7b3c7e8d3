import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { LoopWatch } from '../../runtime/loop-watch.ts';
import { operation, withService, type Handler } from './test-service.ts';

describe('an event loop', () => {
  /** Of 50 ms that it looks round and 100 ms that a request may wait. */
  const watchTurns = (...turnsMs: readonly number[]): { watch: LoopWatch; now: number } => {
    const watch = new LoopWatch(100);
    let now = performance.now();
    watch.turn(now);
    for (const milliseconds of turnsMs) watch.turn((now += milliseconds));
    return { watch, now };
  };

  it('that was busy once, however long, keeps nobody out', () => {
    const { watch, now } = watchTurns(20, 5000);
    assert.equal(watch.isLate(now + 90), false);
    const { watch: recovered, now: later } = watchTurns(500, 500, 500, 20);
    assert.equal(recovered.isLate(later + 200), false);
  });

  it('that is busy turn for turn is late for what it reads late', () => {
    const { watch, now } = watchTurns(400, 400, 400);
    assert.equal(watch.isLate(now + 100), false);
    assert.equal(watch.isLate(now + 160), true);
  });
});

test('a service that cannot keep up answers some with 503 and the others in time', async () => {
  const burn: Handler = () => {
    const until = performance.now() + 5;
    while (performance.now() < until);
    return { status: 200, body: 'done' };
  };
  await withService([[operation({ path: '/work' }), burn]], { settings: { maxLoopDelayMs: 10 } }, async ({ url }) => {
    const refused: Response[] = [];
    const end = performance.now() + 5000;
    const keepAsking = async (): Promise<void> => {
      while (refused.length === 0 && performance.now() < end) {
        const answer = await fetch(`${url}/work`);
        if (answer.status === 503) refused.push(answer);
        else assert.equal(await answer.json(), 'done');
      }
    };
    await Promise.all(Array.from({ length: 30 }, keepAsking));
    assert.equal(refused[0]?.headers.get('retry-after'), '1');
    assert.deepEqual(await refused[0]?.json(), { error: 'overloaded', retryAfterSeconds: 1 });
  });
});

test('what the domain has no room for is told to come back, too', async () => {
  const full: Handler = () => {
    throw new Error('full');
  };
  const problems = () => ({ status: 503, body: { error: 'busy' } });
  await withService([[operation({ path: '/full' }), full]], { problems }, async ({ url }) => {
    const answer = await fetch(`${url}/full`);
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '1']);
  });
});
