import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { camelCase, kebabCase, pascalCase, typeCase, words } from '../../../generator/model/letter-case.ts';

test('a name is split where its letters show it', () => {
  const cases: Record<string, string[]> = {
    createSession: ['create', 'session'],
    create_session: ['create', 'session'],
    HTTPError: ['http', 'error'],
    userIDs: ['user', 'ids'],
    'repos/list-for-org': ['repos', 'list', 'for', 'org'],
    v2Item: ['v2', 'item'],
    'Élan vital': ['elan', 'vital'],
    Straße: ['strasse'],
    日本: ['日本'],
    '+++': [],
  };
  for (const [text, expected] of Object.entries(cases)) assert.deepEqual(words(text), expected, text);
});

test('the spellings of a name', () => {
  assert.deepEqual(
    [pascalCase('restart_ice'), camelCase('Restart ICE'), kebabCase('restartIce')],
    ['RestartIce', 'restartIce', 'restart-ice'],
  );
});

test('of names that no file system takes the end differs as they do', () => {
  const [first, second] = ['a', 'b'].map((end) => kebabCase(`get${'ByName'.repeat(40)}${end}日`.repeat(2)));
  for (const name of [first, second]) assert.ok(Buffer.byteLength(name ?? '') <= 160 && kebabCase(name ?? '') === name, name);
  assert.notEqual(first, second);
});

test('a spelling does not change when it is spelled again', () => {
  const names = fc.string({ unit: fc.constantFrom(...'aAbBsSéÉжЖ日12_-. /'), maxLength: 12 });
  fc.assert(
    fc.property(names, (name) => {
      for (const spell of [pascalCase, typeCase, camelCase, kebabCase]) assert.equal(spell(spell(name)), spell(name));
    }),
  );
});

test('a spelling is an identifier, or empty, or begins with a digit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      assert.match(camelCase(name), /^[\p{ID_Continue}]*$/u);
    }),
    { examples: [['a\u2E2Fb']] },
  );
});
