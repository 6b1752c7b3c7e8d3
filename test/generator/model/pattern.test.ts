import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compilePattern, readPattern } from '../../../generator/model/pattern.ts';

const translated: [pattern: string, as: string, valid: string, invalid: string][] = [
  ['(?i)^[a-f]{2}$', '/^[a-f]{2}$/iu', 'Ab', 'Ag'],
  ['^(?is)a.b$', '/^a.b$/isu', 'A\nB', 'ab'],
  ['\\A[a-z]+\\z', '/^[a-z]+$/u', 'abc', 'abc\n'],
  ['^\\w+\\Z', '/^\\w+(?=\\n?$)/u', 'abc\n', 'abc\n\n'],
  ['^[[:alpha:]_]+$', '/^[A-Za-z_]+$/u', 'a_Z', 'a:'],
  ['^[^[:space:]]+$', '/^[^\\s]+$/u', ']', ' '],
  ['^(?P<year>\\d{4})-(?P=year)$', '/^(?<year>\\d{4})-\\k<year>$/u', '2020-2020', '2020-2021'],
  ['^\\pL+$', '/^\\p{L}+$/u', 'é', '1'],
  ['^\\x{1F600}$', '/^\\u{1F600}$/u', '😀', 'x'],
  ['^[\\p{L}\\w-.]+$', '/^[\\p{L}\\w\\-.]+$/u', 'é-.', 'p{'],
  ['^\\p{L}\\_\\@$', '/^\\p{L}_@$/u', 'é_@', 'p{L}_@'],
  ['^a{,3}\\-$', '/^a{,3}-$/', 'a{,3}-', 'aa-'],
];
for (const [pattern, as, valid, invalid] of translated) {
  test(`${pattern} is compiled as ${as}, with the same meaning`, () => {
    const expression = compilePattern(pattern);
    assert.equal(String(expression), as);
    assert.deepEqual([valid, invalid].map((text) => expression.test(text)), [true, false]);
  });
}

test('a repetition of a repetition is one, so that no text takes longer than its length squared', () => {
  const address = compilePattern('^(https?:\\/\\/)?([\\da-z\\.-]+)\\.([a-z\\.]{2,6})([\\/\\w \\.-]*)*\\/?$');
  assert.deepEqual([`a.io/${'x'.repeat(200)}`, `a.io/${'x'.repeat(200)}!`].map((text) => address.test(text)), [true, false]);
  const same = ['[(a*)*]+', '\\(a*\\)*', '(a*|b)*', '(ab*)*', '(?<a>a*)*'];
  assert.deepEqual(same.map((source) => readPattern(source)?.source), same);
});

test('an expression whose repetitions were made one takes the same texts', () => {
  const part = fc.constantFrom('(a+)+', '(a*)+', '(?:b*?)*', '(b+)*?', '([ab]+)+?', '(\\w*)*', 'a', 'b?', '(a|b)', '.');
  const text = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 6 });
  fc.assert(fc.property(fc.array(part, { maxLength: 4 }), text, (parts, value) => {
    const source = `^${parts.join('')}$`;
    assert.equal(compilePattern(source).test(value), new RegExp(source, 'u').test(value));
  }));
});

test('what JavaScript would take for something else, or not at all, is not taken', () => {
  assert.deepEqual(['(?i:a)', '[a-z]++', '^\\p{L}{,2}$', '(?<=a'].map(readPattern), [undefined, undefined, undefined, undefined]);
});
