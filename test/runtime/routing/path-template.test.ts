import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodePath } from '../../../runtime/client/encode-path.ts';
import { PathIndex } from '../../../runtime/routing/path-index.ts';
import { decodeSegment, matchPartial } from '../../../runtime/routing/path-template.ts';
import { canMeet, isBeyondRouter, routerPattern } from '../../../runtime/routing/router-pattern.ts';

function indexOf(...templates: string[]): (path: string) => string | undefined {
  const index = new PathIndex<string>();
  for (const template of templates) index.add(template, () => template);
  return (path) => {
    const found = index.find(path);
    return found && [found.value, ...found.parameters].join(' ');
  };
}

test('from the left a literal wins over a partial segment and that over a parameter, whatever the order', () => {
  const templates = ['/{a}', '/{a}.json', '/{a}.min.json', '/x.json', '/{a}/b', '/c/{b}', '/{a}.json/{b}'];
  for (const order of [templates, templates.toReversed()]) {
    const find = indexOf(...order);
    assert.equal(find('/x.json'), '/x.json');
    assert.equal(find('/y.json'), '/{a}.json y');
    assert.equal(find('/y.min.json'), '/{a}.min.json y');
    assert.equal(find('/.json'), '/{a} .json');
    assert.equal(find('/c/b'), '/c/{b} b');
    assert.equal(find('/y.json/b'), '/{a}.json/{b} y b');
    assert.equal(find('/z/b'), '/{a}/b z');
    assert.equal(find('/z/c'), undefined);
    assert.equal(find('/'), undefined);
  }
});

test('a literal is found however it is percent-encoded', () => {
  const find = indexOf('/caf%C3%A9/{x}', '/a b:c', '/:lit', '/*');
  for (const path of ['/caf%c3%a9/1', '/%63af%C3%A9/1']) assert.equal(find(path), '/caf%C3%A9/{x} 1');
  assert.equal(find('/a%20b%3Ac'), '/a b:c');
  assert.equal(find('/%3Alit'), '/:lit');
  assert.equal(find('/%zz'), undefined);
});

test('each parameter of a segment takes as little as it can, and something', () => {
  assert.deepEqual(matchPartial('a1234b-c-d!e', ['', '1234', '-', '!', '']), ['a', 'b', 'c-d', 'e']);
  for (const text of ['', '-', 'a-', '-b', 'ab']) assert.equal(matchPartial(text, ['', '-', '']), undefined, text);
  assert.deepEqual(matchPartial('--b', ['', '-', '']), ['-', 'b']);
});

test('a hostile segment costs no more than its length', () => {
  const literals = ['', ...'abababababab'.split(''), ''];
  const startedAt = performance.now();
  assert.equal(matchPartial(`${'ab'.repeat(100_000)}`, [...literals, 'x']), undefined);
  assert.ok(performance.now() - startedAt < 100);
});

test('what the client writes into a segment is what is read, delimiters and all', () => {
  const text = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', '-', '.', 'j', '1', '%', 'é', ':', '/', ' ') });
  fc.assert(
    fc.property(text, text, (x, y) => {
      const segment = encodePath('/v{x}-{y}.json', { x, y }, {}).slice(1);
      assert.deepEqual(matchPartial(segment, ['v', '-', '.json'])?.map(decodeSegment), [x, y]);
    }),
  );
});

test('the router gets one name for all parameters, and what it cannot tell as a parameter', () => {
  assert.equal(routerPattern('/v1/items/{item-id}/parts/{n}'), '/v1/items/:_/parts/:_');
  assert.equal(routerPattern('/{id}:cancel/a:b/é/:c/*/'), '/:_/a:b/%C3%A9/:_/:_/');
  assert.deepEqual(['/a/{b}', '/a:b', '/{a}.json', '/:a', '/*'].map(isBeyondRouter), [false, false, true, true, true]);
  assert.ok(canMeet('/:_/b', '/a/:_'));
  assert.ok(!canMeet('/:_/b', '/a/c') && !canMeet('/:_', '/a/b'));
});
