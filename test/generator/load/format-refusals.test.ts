import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRefusals } from '../../../generator/load/format-refusals.ts';
import { Refusals } from '../../../generator/load/refusals.ts';

function refusalsAt(text: string, line: number, column: number): Refusals {
  const position = { file: 'spec/x/openapi.yaml', line, column, pointer: '' };
  const refusal = { code: 'duplicate-operation-id', message: 'getPet is taken', hint: 'Choose another id', position } as const;
  return new Refusals([refusal], [], new Map([['spec/x/openapi.yaml', text]]));
}

test('a refusal is shown with its hint and the lines around its place', () => {
  const error = refusalsAt('a: 1\nb:\n  c:\n    id: getPet\n', 4, 9);
  assert.equal(
    formatRefusals(error, { colours: false }),
    `spec/x/openapi.yaml:4:9 duplicate-operation-id: getPet is taken
  Choose another id

  2 | b:
  3 |   c:
  4 |     id: getPet
    |         ^
`,
  );
});

test('the mark stands under its place where line numbers grow longer, and behind tabs', () => {
  const error = refusalsAt(`${'x\n'.repeat(9)}\tid: getPet\n`, 10, 6);
  const lines = formatRefusals(error, { colours: false }).split('\n');
  assert.equal(lines.indexOf('  10 |  id: getPet') + 1, lines.indexOf('     |      ^'));
});

test('a long line is cut around the place', () => {
  const error = refusalsAt(`${'x'.repeat(500)}HERE${'y'.repeat(500)}`, 1, 501);
  const [frame = '', mark = ''] = formatRefusals(error, { colours: false }).split('\n').slice(3);
  assert.ok(frame.length < 140);
  assert.equal(frame.slice(mark.indexOf('^'), mark.indexOf('^') + 4), 'HERE');
});

test('colours are used only when asked for', () => {
  const error = refusalsAt('id: getPet\n', 1, 5);
  assert.ok(formatRefusals(error, { colours: true }).includes('\u001b[31m^'));
  assert.ok(!formatRefusals(error, { colours: false }).includes('\u001b'));
});

test('control characters of a document do not reach the terminal', () => {
  assert.ok(!formatRefusals(refusalsAt('id: \u001b[2J\n', 1, 5), { colours: false }).includes('\u001b'));
});

test('the error itself says every refusal in a line', () => {
  assert.equal(refusalsAt('', 1, 1).message, 'spec/x/openapi.yaml:1:1 duplicate-operation-id: getPet is taken');
});
