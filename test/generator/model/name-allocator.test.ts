import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pascalCase } from '../../../generator/model/letter-case.ts';
import { allocateNames, type Naming } from '../../../generator/model/name-allocator.ts';

const naming: Naming = { spell: pascalCase, prefix: 'schema', suffix: 'schema', reserved: new Set(['Record']) };
const allocate = (...texts: string[]) => Object.fromEntries(allocateNames(texts, naming));

test('who is spelled like the name already keeps it, the others are numbered in order of their text', () => {
  assert.deepEqual(allocate('foo-bar', 'foo_bar', 'FooBar'), { FooBar: 'FooBar', 'foo-bar': 'FooBar2', foo_bar: 'FooBar3' });
});

test('names that differ only in letter case are not the same file twice', () => {
  assert.deepEqual(allocate('Foobar', 'FooBar'), { FooBar: 'FooBar', Foobar: 'Foobar2' });
});

test('a reserved name, a digit in front and a name without letters get a word', () => {
  assert.deepEqual(allocate('Record', '1st', '+'), { Record: 'RecordSchema', '1st': 'Schema1St', '+': 'Schema' });
});

test('a number behind a number stays apart from it', () => {
  assert.deepEqual(allocate('V1', 'v1'), { V1: 'V1', v1: 'V1Number2' });
});

test('names that others derive from are left free', () => {
  const names = allocateNames(['CreatePetData', 'CreatePet'], naming, ['CreatePetData']);
  assert.deepEqual(Object.fromEntries(names), { CreatePetData: 'CreatePetData2', CreatePet: 'CreatePet' });
});

test('every name is an identifier that nobody else has, whatever the texts and their order', () => {
  const texts = fc.uniqueArray(fc.oneof(fc.string({ unit: fc.constantFrom(...'aAbB1_ é') }), fc.string({ unit: 'grapheme' })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(texts, (given) => {
      const names = allocateNames(given, naming);
      const found = [...names.values()];
      assert.equal(new Set(found.map((name) => name.toLowerCase())).size, given.length);
      for (const name of found) assert.match(name, /^[\p{ID_Start}_$][\p{ID_Continue}]*$/u);
      const backwards = allocateNames(given.toReversed(), naming);
      for (const text of given) assert.equal(backwards.get(text), names.get(text));
    }),
  );
});
