import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commentLines, docComment } from '../../../generator/emit/comment.ts';

test('one sentence is one line', () => {
  assert.equal(docComment('  ', 'Create a session.'), '  /** Create a session. */\n');
});

test('nothing to say prints nothing', () => {
  assert.equal(docComment('', '', '  '), '');
});

test('paragraphs are kept apart, their lines joined, items of a list are not', () => {
  assert.equal(docComment('', 'Title', 'One\ntwo.\n\n- a\n- b'), '/**\n * Title\n *\n * One two.\n *\n * - a\n * - b\n */\n');
});

test('long lines are wrapped between words', () => {
  assert.ok(commentLines('word '.repeat(100)).every((line) => line.length <= 110));
});

test('no text can end the comment that holds it', () => {
  const text = fc.array(fc.constantFrom('*/', '*', '/', '\n', '\u2028', 'a', ' ')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (value) => {
      const comment = docComment('', value);
      assert.ok(comment === '' || comment.indexOf('*/') === comment.length - 3);
    }),
  );
});
