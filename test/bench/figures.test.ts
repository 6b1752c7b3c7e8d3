import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chart } from '../../bench/chart.ts';
import { cost, median, ratio, speed, spread, type Measured } from '../../bench/figures.ts';

const measured = (server: string, speeds: readonly number[]): Measured => ({
  server,
  load: 'A',
  rounds: speeds.map((requestsPerSecond) => ({ requestsPerSecond, cpuPerRequest: 1e6 / requestsPerSecond })),
});

test('of an odd number of rounds the middle one counts, whatever their order', () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(speed(measured('one', [300, 100, 200])), 200);
  assert.equal(cost(measured('one', [300, 100, 200])), 5000);
});

test('the spread is half of what lies between the extremes, in percent of the median', () => {
  assert.equal(spread(measured('one', [90, 100, 110])), 10);
});

test('a ratio is taken round by round, so that a slow round of the machine counts for both', () => {
  assert.deepEqual(ratio(measured('one', [200, 20, 180]), measured('other', [100, 10, 90])), { speed: 2, cpu: 2, least: 2 });
});

test('the longest bar of a chart is the fastest server, and the others are in proportion', () => {
  const widths = [...chart([measured('slow', [50]), measured('Specwright', [100])]).matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
  assert.deepEqual(widths, [275, 550]);
});
