import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinErrors } from '../../../runtime/keywords/index.ts';

const error = (instancePath: string) => ({ instancePath, schemaPath: '', keyword: 'type', params: {} });
const paths = (errors: readonly { readonly instancePath: string }[]) => errors.map(({ instancePath }) => instancePath);

test('errors of a called validator stand below the path of the caller', () => {
  assert.deepEqual(paths(joinErrors(null, [error(''), error('/b')], '/a')), ['/a', '/a/b']);
});

test('they come after those that were found before', () => {
  assert.deepEqual(paths(joinErrors([error('/x')], [error('')], '/a')), ['/x', '/a']);
});

test('more errors than a call can have arguments', () => {
  assert.equal(
    joinErrors(
      [error('')],
      Array.from({ length: 300_000 }, () => error('')),
      '/a',
    ).length,
    300_001,
  );
});
