import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compile, type View } from '../../../generator/emit/render.ts';

function print(source: string, view: View): string {
  return compile(source)(view);
}

test('prints fields, lists and conditions', () => {
  const source = '{{name}}:{{#list items}} {{this}}{{#when @last}}!{{/when}}{{/list}}{{#when flag}} yes{{else}} no{{/when}}';
  assert.equal(print(source, { name: 'n', items: ['a', 'b'], flag: false }), 'n: a b! no');
});

test('prints the other branch for an empty list', () => {
  assert.equal(print('{{#list items}}x{{else}}none{{/list}}', { items: [] }), 'none');
});

test('reads the view around a list', () => {
  assert.equal(print('{{#list items}}{{../name}}{{this}}{{/list}}', { name: 'n', items: ['1', '2'] }), 'n1n2');
});

test('escapes nothing', () => {
  assert.equal(print('{{text}}', { text: '<a & "b">' }), '<a & "b">');
});

test('quotes text as a string literal', () => {
  assert.equal(print('{{quote text}}', { text: "it's\n" }), "'it\\'s\\n'");
});

for (const [what, source, view] of [
  ['a missing field', '{{name}}', {}],
  ['a missing list', '{{#list items}}x{{/list}}', {}],
  ['a list that is a text', '{{#list items}}x{{/list}}', { items: 'abc' }],
  ['a missing condition', '{{#when flag}}x{{/when}}', {}],
  ['a condition that is no boolean', '{{#when flag}}x{{/when}}', { flag: 'yes' }],
  ['a missing text to quote', '{{quote text}}', {}],
  ['a block over a field', '{{#items}}x{{/items}}', { items: ['a'] }],
] as const) {
  test(`throws for ${what}`, () => {
    assert.throws(() => print(source, view));
  });
}

for (const helper of ['if', 'unless', 'each', 'with']) {
  test(`does not know Handlebars' own ${helper}`, () => {
    assert.throws(() => print(`{{#${helper} x}}y{{/${helper}}}`, { x: true }), /unknown helper/);
  });
}

test('partials print nested views by name', () => {
  assert.throws(() => print("{{> (lookup node 'partial') node}}", { node: { partial: 'no-such-partial' } }), /no-such-partial/);
});

test('every template compiles', () => {
  const folder = new URL('../../../generator/templates/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'));
  assert.ok(files.length > 0);
  for (const file of files) assert.doesNotThrow(() => compile(readFileSync(new URL(file, folder), 'utf8')), file);
});
