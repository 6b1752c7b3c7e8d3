import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceSections } from '../../bench/section.ts';

test('a part that is measured again takes its own place on the page, and a new one the last', () => {
  const page = '# Results\n\nHead.\n\n## One\n\n| old |\n\n## Two\n\nkept\n';
  const again = replaceSections(page, [{ title: 'One', text: 'new' }, { title: 'Three', text: 'added\n' }]);
  assert.equal(again, '# Results\n\nHead.\n\n## One\n\nnew\n\n## Two\n\nkept\n\n## Three\n\nadded\n');
});
