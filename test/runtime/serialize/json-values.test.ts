import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { takeBytes } from '../../../runtime/serialize/json-page.ts';
import { writeKnownProperty, writeNumberProperty, writeProperty, writeTextProperty } from '../../../runtime/serialize/json-properties.ts';
import { writeAny, writeEach, writeRest } from '../../../runtime/serialize/json-values.ts';
import { knownValues, propertyKey } from '../../../runtime/serialize/literal.ts';
import { closeObject } from '../../../runtime/serialize/json-bytes.ts';
import type { Write } from '../../../runtime/contract.ts';
import { loadSource } from '../../load-source.ts';

const runtime = join(import.meta.dirname, '../../../runtime');
const cache = join(import.meta.dirname, '../../../.cache');

function text(write: Write, value: unknown): string {
  return Buffer.from(takeBytes(write(0, value))).toString();
}

const writeObject: Write = (at, value) => closeObject(at, writeRest(at, value as Record<string, unknown>, new Set()));

test('any value is written as JSON.stringify writes it, to the letter', () => {
  fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => assert.equal(text(writeAny, value), JSON.stringify(value))));
});

test('every string is: lone surrogates, control characters, quotation marks, other scripts, at any length', () => {
  const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x22, 0x5c, 0x7f, 0x1f, 0x20, 0xd800, 0xdfff)).map((code) => String.fromCharCode(code));
  fc.assert(fc.property(fc.string({ unit, maxLength: 700, size: 'max' }), (value) => assert.equal(text(writeAny, value), JSON.stringify(value))));
});

test('texts of other scripts are, with and without something to escape', () => {
  const unit = fc.oneof({ weight: 30, arbitrary: fc.constantFrom('a', 'é', '’', '漢', '\u007f', '\uffff') }, { weight: 1, arbitrary: fc.constantFrom('"', '\n', '😀', '\ud800') });
  fc.assert(fc.property(fc.string({ unit, maxLength: 120, size: 'max' }), (value) => assert.equal(text(writeAny, value), JSON.stringify(value))), { numRuns: 1000 });
});

test('every number is: whole, broken, tiny, huge, negative zero and what is none', () => {
  const price = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map((hundredths) => hundredths / 100);
  const number = fc.oneof(fc.double(), price, fc.integer(), fc.maxSafeInteger(), fc.constantFrom(-0, NaN, Infinity, 2 ** 31, 2 ** 31 - 1, 0.005, 1e21, 9999999.99));
  fc.assert(fc.property(number, (value) => assert.equal(text(writeAny, value), JSON.stringify(value))), { numRuns: 2000 });
});

test('names of properties are escaped like any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
    const write: Write = (at, value) => closeObject(at, writeProperty(at, propertyKey(name), value));
    assert.deepEqual(JSON.parse(text(write, 1)), JSON.parse(`{${JSON.stringify(name)}:1}`));
    assert.equal(text(writeObject, { [name]: 1 }), JSON.stringify({ [name]: 1 }));
  }));
});

test('a property is written as it is, whatever its schema let expect', () => {
  const known = [true, false, 'red', 'a\u007f"é\ud800', '', 0, 1.5, null] as const;
  const names = { key: propertyKey('a "name"'), few: knownValues('a "name"', known) };
  const writers: Write[] = [
    (at, value) => writeProperty(at, names.key, value),
    (at, value) => writeTextProperty(at, names.key, value),
    (at, value) => writeNumberProperty(at, names.key, value),
    (at, value) => writeKnownProperty(at, names.few, value),
  ];
  const odd = fc.constantFrom(undefined, () => 1, Symbol('odd'), new Date(0), -0, NaN, 99, 100, 999, 1000, 10_000, 2 ** 31 - 1, 0.01, 0.1, 9_999_999.99);
  const values = fc.oneof(fc.constantFrom(...known), odd, fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 100 }), fc.double(), fc.nat(), fc.nat().map((hundredths) => hundredths / 100));
  fc.assert(fc.property(values, (value) => {
    for (const write of writers) {
      const json = text((at, item) => closeObject(at, write(at, item)), value);
      assert.equal(json.replaceAll('\\u007f', '\u007f'), JSON.stringify({ 'a "name"': value }));
    }
  }), { numRuns: 2000 });
});

test('properties are whole where the buffer has no room for them', () => {
  const name = propertyKey('n'.repeat(100));
  const write: Write = (at, value) => {
    let end = at;
    for (let count = 0; count < 10_000; count += 1) end = writeNumberProperty(writeTextProperty(end, name, value), name, count * 1_000_003);
    return closeObject(at, end);
  };
  const expected = Array.from({ length: 10_000 }, (_, count) => `"${'n'.repeat(100)}":"é","${'n'.repeat(100)}":${count * 1_000_003}`).join(',');
  assert.equal(text(write, 'é'), `{${expected}}`);
});

test('what JSON cannot say is left out of objects and null in lists; toJSON is asked', () => {
  const odd = [undefined, () => 1, Symbol('odd'), new Date(0), { toJSON: () => 'said' }];
  assert.equal(text((at, value) => writeEach(at, value, writeAny), odd), JSON.stringify(odd));
  const named = { a: undefined, b: () => 1, c: new Date(0), d: Object.assign([1], { toJSON: () => [2] }) };
  assert.equal(text(writeObject, named), JSON.stringify(named));
  assert.equal(text(writeAny, [9223372036854775807n, { id: -1n, gone: undefined }]), '[9223372036854775807,{"id":-1}]');
});

test('the buffer grows with what is written, and an answer after a large one is whole', () => {
  const large = Array.from({ length: 40_000 }, (_, index) => ({ index, text: 'é'.repeat(index % 50) }));
  const write: Write = (at, value) => writeEach(at, value, writeObject);
  assert.equal(text(write, large), JSON.stringify(large));
  assert.equal(text(write, [{ index: 1 }]), '[{"index":1}]');
});

test('of two copies of the package in a process one sends what the other one wrote', async () => {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'copy-'));
  after(() => rmSync(folder, { recursive: true }));
  for (const part of ['serialize', 'int64']) cpSync(join(runtime, part), join(folder, part), { recursive: true });
  const copy = await loadSource<{ writeAny: Write }>(join(folder, 'serialize/json-values.ts'));
  assert.notEqual(copy.writeAny, writeAny);
  for (const value of ['short', 'x'.repeat(3_000_000), { again: [1, 2] }]) assert.equal(text(copy.writeAny, value), JSON.stringify(value));
});
