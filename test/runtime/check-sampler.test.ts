import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckSampler } from '../../runtime/check-sampler.ts';

const draw = (responseCheck: 'off' | 'sample' | 'log' | 'enforce', sampleRate: number, count: number): boolean[] => {
  const sampler = new CheckSampler({ responseCheck, sampleRate });
  return Array.from({ length: count }, () => sampler.isDue());
};
const share = (choices: readonly boolean[]): number => choices.filter(Boolean).length / choices.length;

test('all is checked or nothing, but in a sample', () => {
  for (const [mode, expected] of [['off', 0], ['log', 1], ['enforce', 1]] as const) assert.equal(share(draw(mode, 0.5, 100)), expected);
  assert.deepEqual([share(draw('sample', 0, 10_000)), share(draw('sample', 1, 10_000))], [0, 1]);
});

test('each has the same chance to be in a sample, the first one and one behind another included', () => {
  const rate = 0.25;
  // Six standard deviations: one run in five hundred millions.
  const near = (found: number, count: number): void => assert.ok(Math.abs(found - rate) < 6 * Math.sqrt((rate * (1 - rate)) / count), String(found));
  const choices = draw('sample', rate, 100_000);
  near(share(choices), 100_000);
  const behind = choices.filter((_, index) => choices[index - 1] === true);
  near(share(behind), behind.length);
  near(share(Array.from({ length: 20_000 }, () => draw('sample', rate, 1)[0] === true)), 20_000);
});
