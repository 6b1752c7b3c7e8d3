import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasId, idNames, keyOf } from '../../../conformance/verify/phases/identity.ts';
import { isMonotonic, isSorted, opposites } from '../../../conformance/verify/phases/orders.ts';

const builds = { path: '/builds' };
const operations = [builds, { path: '/builds/{buildId}' }, { path: '/builds/{buildId}/events' }] as unknown as Parameters<typeof idNames>[1];

test('a thing of a list is known by what its own address ends with', () => {
  const names = idNames(builds, operations);
  assert.deepEqual(names, ['buildId', 'id', 'uuid', 'key']);
  assert.equal(keyOf({ build_id: 7, state: 'running' }, names), keyOf({ build_id: 7, state: 'done' }, names));
});

test('a number that is no id is not taken for one', () => {
  const names = idNames(builds, operations);
  assert.equal(hasId({ buildId: 12, page: 1 }, '1', names), false);
  assert.equal(hasId({ buildId: 1 }, '1', names), true);
  assert.equal(hasId({ slug: 'one' }, 'one', names), true);
});

test('an order is judged where the items have what they are sorted by', () => {
  const items = [{ price: 1, created_at: '2026-01-01T00:00:00Z' }, { price: 3, created_at: '2026-01-03T00:00:00Z' }, { price: 2, created_at: '2026-01-02T00:00:00Z' }];
  assert.equal(isSorted(items, 'price:asc'), true);
  assert.equal(isSorted(items, '-createdAt'), true);
  assert.equal(isSorted(items, 'relevance'), false);
  assert.equal(isSorted([{ name: 'a' }, { name: 'A' }], 'name'), false);
  assert.equal(isMonotonic(items, 'price:asc'), false);
  assert.equal(isMonotonic(items.slice(0, 2), '-createdAt'), true);
  assert.deepEqual([opposites('name'), opposites('price:asc')], [['-name'], ['-price:asc', 'price:desc']]);
});
