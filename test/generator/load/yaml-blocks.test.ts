import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { appendToken } from '../../../generator/load/json-pointer.ts';
import { isRecord } from '../../../generator/load/located.ts';
import { parseSource } from '../../../generator/load/parse-source.ts';
import { RefusalList } from '../../../generator/load/refusal.ts';
import { TextCache } from '../../../generator/load/text-cache.ts';
import { YamlBlockPlaces } from '../../../generator/load/yaml-block-places.ts';
import { readYamlBlocks } from '../../../generator/load/yaml-blocks.ts';
import { parseOptions } from '../../../generator/load/yaml-options.ts';
import { YamlPlaces } from '../../../generator/load/yaml-places.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const contracts = ['stella', 'virtual-banker'].flatMap((api) => ['openapi.yaml', 'asyncapi.yaml'].map((file) => path.join(root, 'spec', api, file)));

function whole(text: string): unknown {
  const refusals = new RefusalList();
  const { data } = parseSource({ path: '/x.yaml', file: 'x.yaml', text }, refusals);
  // JSON does not know -0.
  return refusals.isEmpty ? JSON.parse(JSON.stringify(data)) : undefined;
}

function pieces(text: string): unknown {
  return readYamlBlocks(text, new TextCache())?.data;
}

test('contracts read piece by piece are what they are as a whole', () => {
  for (const file of contracts) {
    const text = readFileSync(file, 'utf8');
    assert.deepEqual(pieces(text), whole(text), file);
  }
});

const word = fc.constantFrom('a', 'b', '200', 'on', 'null', '- x', '<<', '*a', '&a', 'x: y', '# no', '|', '"', "'", '{', '~', '1e3', '0x1f', '', ' ', 'ü\n\n  z\n', 'tab\there', '__proto__', 'é\r\nf');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, word, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(word, tie('tree'), { maxKeys: 12 })),
}));
const layouts = fc.record({ indent: fc.integer({ min: 1, max: 4 }), indentSeq: fc.boolean(), blockQuote: fc.constantFrom(true, 'folded' as const, 'literal' as const), lineWidth: fc.constantFrom(0, 20) });

test('whatever a text holds and however it is laid out, its pieces are the whole', () => {
  fc.assert(
    fc.property(fc.dictionary(word, tree, { minKeys: 3, maxKeys: 20 }), layouts, (data, layout) => {
      const text = stringify(data, { ...layout, aliasDuplicateObjects: false });
      const read = pieces(text);
      if (read !== undefined) assert.deepEqual(read, whole(text));
    }),
    { numRuns: 150 },
  );
});

test('whatever an edit breaks, pieces are read as the whole is, or not at all', () => {
  const text = readFileSync(contracts[3] ?? '', 'utf8').split('\n').slice(0, 120).join('\n');
  const edits = fc.constantFrom('', ' ', '\n', '\n\n', '- ', ': ', '"', "'", '#', '&a ', '*a', '|\n', '>2\n', '{', '}', '? ', '\t', '---\n', 'info:\n');
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(6), edits, (at, removed, edit) => {
      const edited = text.slice(0, at) + edit + text.slice(at + removed);
      const read = pieces(edited);
      if (read !== undefined) assert.deepEqual(read, whole(edited));
    }),
    { numRuns: 400 },
  );
});

test('of pieces that only a reader of all of YAML understands, an edit parses the one that it is in', () => {
  const members = Array.from({ length: 50 }, (_, index) => `  /path${index}:\n    get:\n      summary: !!str Number ${index}\n`);
  const text = `paths:\n${members.join('')}`;
  const cache = new TextCache();
  readYamlBlocks(text, cache);
  const known: string[] = [];
  const spy = { remember: (parts: readonly string[], make: () => string) => cache.remember(parts, () => (known.push(parts.join()), make())) };
  const edited = readYamlBlocks(text.replace('Number 7\n', 'Seven\n'), spy as TextCache);
  assert.deepEqual(known, ['yaml,  /path7:\n    get:\n      summary: !!str Seven']);
  assert.equal((edited?.data as { paths: Record<string, { get: { summary: string } }> }).paths['/path7']?.get.summary, 'Seven');
});

const fragments = fc.constantFrom('a', 'b: ', '- ', '\n', '\n  ', '\n    ', ' #x', '#', '"', "'", '|', '>-', '\\', '\\n', '\\\n', '[a, b]', '{}', 'null', '1', '1.50', '0x1', ':', '? ', '*a', '!t', '\n- ', 'x y', ',', '\t', '\n\n', '---', '\u00a0');

test('plain blocks are what a reader of all of YAML finds in them', () => {
  fc.assert(
    fc.property(fc.array(fragments, { maxLength: 14 }), (parts) => {
      const text = `key: ${parts.join('')}\n`;
      const read = pieces(text);
      if (read !== undefined) assert.deepEqual(read, whole(text));
    }),
    { numRuns: 800 },
  );
});

test('places in a long text are those that a reader of all of it finds', () => {
  const text = readFileSync(contracts[0] ?? '', 'utf8');
  const [some, all] = [new YamlBlockPlaces(text), new YamlPlaces(parseDocument(text, parseOptions))];
  const compare = (value: unknown, pointer: string): void => {
    for (const wantsKey of [true, false]) assert.equal(some.offsetOf(pointer, wantsKey), all.offsetOf(pointer, wantsKey), pointer);
    for (const [name, member] of isRecord(value) ? Object.entries(value) : []) compare(member, appendToken(pointer, name));
  };
  compare({ ...(pieces(text) as object), missing: { too: 1 } }, '');
  compare({ missing: 1 }, '/paths');
});

test('places are those of the whole text', () => {
  const text = 'a: 1\nb:\n  c: x\n';
  const source = parseSource({ path: '/x.yaml', file: 'x.yaml', text }, new RefusalList(), new TextCache());
  const { line, column } = source.positionOf('/b/c');
  assert.deepEqual([line, column], [3, 6]);
});

test('a mistake is told where it stands in the whole text', () => {
  const refusals = new RefusalList();
  parseSource({ path: '/x.yaml', file: 'x.yaml', text: 'a: 1\nb: 2\na: 3\n' }, refusals, new TextCache());
  assert.deepEqual(refusals.toArray().map(({ code, position: { line } }) => `${line} ${code}`), ['3 duplicate-key']);
});
