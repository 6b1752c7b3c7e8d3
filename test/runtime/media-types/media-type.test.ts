import assert from 'node:assert/strict';
import { test } from 'node:test';
import { covers } from '../../../runtime/media-types/media-type.ts';

test('a range covers the types of its kind, with its suffix if it has one', () => {
  const types = ['image/png', 'application/json', 'application/vnd.a+json', 'application/vnd.a+xml', 'application/+json'];
  const covered = (range: string) => types.filter((type) => covers(range, type));
  assert.deepEqual(covered('*/*'), types);
  assert.deepEqual(covered('image/*'), ['image/png']);
  assert.deepEqual(covered('application/*+json'), ['application/vnd.a+json']);
  assert.deepEqual(covered('application/json'), ['application/json']);
});
