import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { test } from 'node:test';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import { formats, isEqual, isLonger, isShorter, textLength } from '../../../runtime/keywords/index.ts';

test('length counts code points', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => textLength(text) === [...text].length));
});

test('longer and shorter agree with the length', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '😀', '\ud800') }), fc.nat(20), (text, limit) => {
      assert.equal(isLonger(text, limit), textLength(text) > limit);
      assert.equal(isShorter(text, limit), textLength(text) < limit);
    }),
  );
});

test('equality of JSON values ignores the order of properties', () => {
  assert.ok(isEqual({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }));
  assert.ok(!isEqual({ a: undefined }, { b: undefined }));
  assert.ok(!isEqual([], {}));
  assert.ok(!isEqual(null, {}));
});

test("equality of JSON values agrees with the platform's", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => isEqual(a, b) === isDeepStrictEqual(normal(a), normal(b))));
});

/** JSON has one zero. */
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

for (const [name, right, wrong] of [
  ['email', 'a@example.com', 'a@'],
  ['date-time', '2026-01-31T12:00:00Z', '2026-02-30T12:00:00Z'],
  ['uuid', '3f2c9b1e-8f0a-4f7e-9a50-6d1f6b1c2d3e', 'urn:uuid:3f2c9b1e-8f0a-4f7e-9a50-6d1f6b1c2d3e'],
  ['uri', 'https://example.com/', 'not a uri'],
  ['byte', 'aGVsbG8=', 'aGVsbG8'],
  ['ipv4', '127.0.0.1', '256.0.0.1'],
] as const) {
  test(`format ${name} tells ${right} from ${wrong}`, () => {
    const format = formats[name];
    assert.ok(typeof format === 'function' && format(right) && !format(wrong));
  });
}

test('formats of numbers are called as Ajv calls them', () => {
  const int32 = formats['int32'];
  assert.ok(typeof int32 === 'object' && int32.validate(2 ** 31 - 1) && !int32.validate(2 ** 31));
});

test('date-time agrees with ajv-formats on every spelling', () => {
  const thorough = fullFormats['date-time'] as { validate: (text: string) => boolean };
  const two = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
  const offset = fc.oneof(
    fc.constantFrom('Z', 'z', '', '+0530', '-05'),
    fc.tuple(fc.constantFrom('+', '-'), two(25), two(61)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
  );
  const text = fc
    .tuple(
      fc.constantFrom('2024', '2023', '1900', '999'),
      two(13),
      two(32),
      fc.constantFrom('T', 't', ' '),
      two(24),
      two(60),
      two(61),
      fc.constantFrom('', '.5', '.'),
      offset,
    )
    .map(
      ([year, month, day, between, hour, minute, second, fraction, zone]) =>
        `${year}-${month}-${day}${between}${hour}:${minute}:${second}${fraction}${zone}`,
    );
  fc.assert(
    fc.property(text, (value) => {
      const format = formats['date-time'];
      return typeof format === 'function' && format(value) === thorough.validate(value);
    }),
    { numRuns: 5000 },
  );
});

test('uuid is 32 hexadecimal digits with dashes in their places', () => {
  const isUuid = formats['uuid'] as (text: string) => boolean;
  fc.assert(fc.property(fc.uuid(), (value) => isUuid(value) && isUuid(value.toUpperCase())));
  fc.assert(
    fc.property(fc.uuid(), fc.nat(35), fc.constantFrom('-', '0', 'g', 'é', '', '00'), (value, at, text) => {
      const changed = value.slice(0, at) + text + value.slice(at + 1);
      assert.equal(isUuid(changed), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(changed));
    }),
  );
});
