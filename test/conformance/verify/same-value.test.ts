import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKept, losses } from '../../../conformance/verify/phases/answers.ts';
import { isSame } from '../../../conformance/verify/phases/same-value.ts';

const written: readonly (readonly [string, unknown, unknown])[] = [
  ['letter case and blanks', ' Ada  LOVELACE ', 'ada lovelace'],
  ['accents in one character or two', 'Zoe\u0308', 'Zo\u00eb'],
  ['a telephone number', '+49 (30) 12-34', '+49301234'],
  ['a decimal number as a text', '12.5', '12.50'],
  ['a time in another zone, without its thousandths', '2026-01-01T01:00:00.123+01:00', '2026-01-01T00:00:00Z'],
  ['an address as browsers write it', 'https://example.com', 'https://example.com/'],
  ['a number to two places', 1.234, 1.23],
  ['what is nobody’s business', '4111111111111111', '**** **** **** 1111'],
];

for (const [what, sent, came] of written)
  test(`${what} may be written another way`, () => {
    assert.equal(isSame(sent, came), true);
  });

test('what says something else is not the same', () => {
  const others = [['Ada', 'Adam'], ['7 < 8', '7 &lt; 8'], ['日本', '??'], [250.5, 250], ['+49301234', '+4930123'], ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'], [true, 'true'], [1, null]] as const;
  for (const [sent, came] of others) assert.equal(isSame(sent, came), false, `${String(sent)} ${String(came)}`);
});

test('a list may be sorted and without what was in it twice, and loses nothing else', () => {
  assert.equal(isKept(['b', 'A', 'b'], ['a', 'b']), true);
  assert.equal(isKept(['b', 'a'], ['a']), false);
  assert.equal(isKept([{ name: 'a', size: 1 }], [{ id: 7, name: 'a', size: 1 }]), true);
  assert.equal(isKept([{ name: 'a', size: 1 }], [{ id: 7, name: 'a', size: 2 }]), false);
});

test('what a server counts by itself is not lost', () => {
  assert.deepEqual(losses({ revision: 1, name: 'a' }, { revision: 2, name: 'b' }, () => true), ['name']);
});
