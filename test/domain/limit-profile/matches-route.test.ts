import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesRoute } from '../../../domain/limit-profile/matches-route.ts';

const cases: readonly (readonly [pattern: string, path: string, expected: boolean])[] = [
  ['/api/typing', '/api/typing', true],
  ['/api/typing', '/api/typing/', false],
  ['/api/typing', '/api', false],
  ['/api/threads/:id/root', '/api/threads/1/root', true],
  ['/api/threads/:id/root', '/api/threads/1/2/root', false],
  ['/api/threads/:id/root', '/api/threads/1/tree', false],
  ['/api/*/me', '/api/auth/me', true],
  ['/api/*', '/api/auth/me', true],
  ['/api/*', '/api', false],
  ['/*', '/healthz', true],
  ['/a:b', '/a1', false],
  ['/a.c', '/abc', false],
  ['/:', '/x', false],
];

for (const [pattern, path, expected] of cases)
  test(`${pattern} ${expected ? 'means' : 'does not mean'} ${path}`, () => {
    assert.equal(matchesRoute(pattern, path), expected);
  });
