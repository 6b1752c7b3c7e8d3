import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder } from '../../../conformance/verify/inputs/in-order.ts';

const day = '2026-02-28';

test('what ends, ends after it has begun', () => {
  assert.deepEqual(inOrder({ end_date: day, startDate: day, guests: 1 }, () => true), { end_date: '2026-03-01', startDate: day, guests: 1 });
  assert.deepEqual(inOrder({ validFrom: 3, validUntil: 3 }, () => true), { validFrom: 3, validUntil: 4 });
});

test('what is right otherwise only, or in order already, stays', () => {
  assert.deepEqual(inOrder({ start: day, end: day }, () => false), { start: day, end: day });
  assert.deepEqual(inOrder({ start: day, end: '2026-01-01' }, () => true), { start: day, end: '2026-01-01' });
});
