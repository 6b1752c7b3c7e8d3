import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { appendToken } from '../../../generator/load/json-pointer.ts';
import { parseSource } from '../../../generator/load/parse-source.ts';
import { RefusalList } from '../../../generator/load/refusal.ts';

function parse(text: string) {
  const refusals = new RefusalList();
  const source = parseSource({ path: '/x.yaml', file: 'x.yaml', text }, refusals);
  return {
    source,
    lines: refusals.toArray().map(({ code, message, position: { line, column } }) => `${line}:${column} ${code}: ${message}`),
  };
}

function place(text: string, pointer: string): string {
  const { line, column } = parse(text).source.positionOf(pointer);
  return `${line}:${column}`;
}

test('a scalar stands where it begins, a block where its key stands, a flow collection where it opens', () => {
  const text = 'a: 1\nb:\n  c: x\nd: {e: [1, 22]}\n';
  assert.deepEqual(
    ['/a', '/b', '/b/c', '/d', '/d/e', '/d/e/1'].map((pointer) => place(text, pointer)),
    ['1:4', '2:1', '3:6', '4:4', '4:8', '4:12'],
  );
});

test('an item of a block list stands behind its dash', () => {
  assert.equal(place('list:\n  - name: a\n  - name: b\n', '/list/1'), '3:5');
});

test('the place of a key is the key', () => {
  const { source } = parse('a:\n  "b c": 1\n');
  const { line, column } = source.positionOfKey('/a/b c');
  assert.deepEqual([line, column], [2, 3]);
});

test('what is not there stands where the nearest part around it stands', () => {
  assert.equal(place('a:\n  b: 1\n', '/a/b/c/d'), '2:6');
});

test('an alias has the place of the alias, and what is in it the place in the anchor', () => {
  const text = 'a: &x {b: 1}\nc: *x\n';
  assert.deepEqual([place(text, '/c'), place(text, '/c/b')], ['2:4', '1:11']);
});

test('Windows line ends do not shift lines or columns', () => {
  assert.equal(place('a: 1\r\nb:\r\n  c: 2\r\n', '/b/c'), '3:6');
});

test('JSON has places too', () => {
  assert.equal(place('{\n  "a": {\n    "b": true\n  }\n}', '/a/b'), '3:10');
});

test('two equal keys are refused, also when one is a number and the other a text', () => {
  assert.deepEqual(parse("200: a\n'200': b\n").lines, ['2:1 duplicate-key: the key 200 stands twice in one mapping']);
});

test('the same key in two mappings is no duplicate', () => {
  assert.deepEqual(parse('a: {x: 1}\nb: {x: 2}\n').lines, []);
});

test('unknown aliases, unknown tags, numbers that JSON lacks and keys that are no text are refused', () => {
  assert.match(parse('a: *nowhere\n').lines.join(), /^1:4 invalid-yaml: /);
  assert.match(parse('a: !thing 1\n').lines.join(), /^1:4 invalid-yaml: /);
  assert.deepEqual(parse('a: .inf\n').lines, ['1:4 invalid-yaml: Infinity is not a JSON value']);
  assert.match(parse('? [a]\n: 1\n').lines.join(), /invalid-yaml: a key must be a text/);
});

test('an alias within its own anchor is refused', () => {
  assert.match(parse('a: &x\n  b: *x\n').lines.join(), /^2:6 invalid-yaml: /);
});

test('aliases that blow up to billions of values are refused without reading them out', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`,
  );
  assert.match(parse(`l0: &l0 [x]\n${levels.join('\n')}\n`).lines.join(), /invalid-yaml: aliases expand to \d+ values/);
});

test('broken YAML is refused where it breaks', () => {
  assert.match(parse('a: [1, 2\nb: 3\n').lines[0] ?? '', /^2:1 invalid-yaml: /);
});

test('a member called __proto__ is a member like any other', () => {
  const { data } = parse('__proto__: {polluted: true}\n').source;
  assert.deepEqual(Object.keys(data as object), ['__proto__']);
  assert.equal((data as { polluted?: unknown }).polluted, undefined);
});

test('any JSON value reads back the same, and every text of it is found at its place', () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, fc.stringMatching(/^[a-z]{1,5}$/), tie('list'), tie('map')),
    list: fc.array(tie('node'), { maxLength: 3 }),
    map: fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), tie('node'), { maxKeys: 3, noNullPrototype: true }),
  })).map;
  fc.assert(
    fc.property(value, (data) => {
      const text = stringify(data, { keepUndefined: false, defaultKeyType: 'QUOTE_DOUBLE' });
      const { source, lines } = parse(text);
      assert.deepEqual(lines, []);
      assert.deepEqual(source.data, data);
      for (const [pointer, expected] of texts(data, '')) {
        const { line, column } = source.positionOf(pointer);
        const found =
          text
            .split('\n')
            [line - 1]?.slice(column - 1)
            .replace(/^["']/, '') ?? '';
        assert.ok(found.startsWith(expected), `${pointer} of ${text}`);
      }
    }),
  );
});

function texts(value: unknown, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]];
  return Object.entries(value as object).flatMap(([key, member]) => texts(member, appendToken(pointer, key)));
}

test('a JSON text has the data and the places that it has as YAML', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).filter((data) => typeof data === 'object' && data !== null);
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 1, '\r\n\t'), (data, indent) => {
      const text = JSON.stringify(data, null, indent);
      const [asJson, asYaml] = [parse(text), parse(`# no JSON any more\n${text}`)];
      assert.deepEqual([asJson.source.data, asJson.lines], [asYaml.source.data, asYaml.lines]);
      for (const pointer of ['', '/not-there', ...pointers(data, '')]) {
        for (const placeOf of ['positionOf', 'positionOfKey'] as const) {
          const { line, column } = asYaml.source[placeOf](pointer);
          assert.deepEqual(asJson.source[placeOf](pointer), { file: 'x.yaml', line: line - 1, column, pointer }, `${pointer} of ${text}`);
        }
      }
    }),
  );
});

function pointers(value: unknown, pointer: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const place = appendToken(pointer, key);
    return [place, ...pointers(member, place)];
  });
}

test('mistakes that JSON.parse says nothing of are found in JSON too', () => {
  assert.deepEqual(parse('{"a": {"b": ":", "c": 2,\n"b": 3}}').lines, ['2:1 duplicate-key: the key b stands twice in one mapping']);
  assert.deepEqual(parse('{"a": 1e999}').lines, ['1:7 invalid-yaml: Infinity is not a JSON value']);
  assert.match(parse('{"a": 1,,}').lines.join(), /^1:9 invalid-yaml: /);
});

test('of anchors with one name an alias means the last one above it', () => {
  const { source } = parse('- &a 1\n- *a\n- &a 2\n- *a\n- [&a 3, *a]\n- *a\n');
  assert.deepEqual(source.data, [1, 1, 2, 2, [3, 3], 3]);
});

test('merge keys lend members that a mapping does not have itself, with their places', () => {
  const text = 'a: &x {b: 1, c: 2}\nd: &y {c: 3, e: 4}\nf:\n  <<: [*x, *y]\n  b: 5\n';
  const { source } = parse(text);
  assert.deepEqual((source.data as { f: unknown }).f, { b: 5, c: 2, e: 4 });
  assert.deepEqual([place(text, '/f/b'), place(text, '/f/c'), place(text, '/f/e')], ['5:6', '1:17', '2:17']);
  assert.match(parse('a: &x 1\nb: {<<: *x}\n').lines.join(), /^2:9 invalid-yaml: what << merges must be a mapping/);
  assert.deepEqual(parse("'<<': 1\n").source.data, { '<<': 1 });
});

test('a text in quotes may go on without being indented further, with a warning; what then is still wrong is said as it was', () => {
  const refusals = new RefusalList();
  const read = (text: string) => parseSource({ path: '/x.yaml', file: 'x.yaml', text }, refusals);
  const source = read('a:\n  b: \'it\'\'s\n  "one" text\'\n  c: "two\n  \\" texts"\n  d: 1\n');
  assert.deepEqual(source.data, { a: { b: 'it\'s   "one" text', c: 'two   " texts', d: 1 } });
  assert.deepEqual([source.positionOf('/a/d').line, source.positionOf('/a/c').line], [6, 4]);
  assert.deepEqual(refusals.warnings.map(({ code, position }) => [code, position.line]), [['misspelt-member', 2], ['misspelt-member', 4]]);
  assert.equal(refusals.isEmpty, true);
  assert.deepEqual(parse("a:\n  b: 'one\n  c: [\n").lines.length > 0, true);
});
