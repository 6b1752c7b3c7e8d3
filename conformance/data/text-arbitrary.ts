import fc from 'fast-check';
import { formatSamples } from '../sample/format-samples.ts';
import { matchesOf, sampleTexts } from '../sample/sample-texts.ts';
import type { Shape } from '../schema/shape.ts';

const longest = 5000;

/** Random texts of formats that fast-check knows; the others come from {@link formatSamples}. */
const formats: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  'date-time': () => dates().map((date) => date.toISOString()),
  date: () => dates().map((date) => date.toISOString().slice(0, 10)),
  time: () => dates().map((date) => date.toISOString().slice(11)),
  uuid: () => fc.uuid(),
  email: () => fc.tuple(fc.stringMatching(/^[a-z][a-z0-9.]{0,5}[a-z]$/), fc.stringMatching(/^[a-z]{1,8}$/)).map(([name, host]) => `${name}@${host}.example`),
  hostname: () => fc.domain(),
  uri: () => fc.webUrl({ withQueryParameters: true }),
  url: () => fc.webUrl(),
  ipv4: () => fc.ipV4(),
  ipv6: () => fc.ipV6(),
  byte: () => fc.base64String(),
};

/** Texts of a shape: of its pattern or format, or any; of the lengths that it bounds. */
export function textArbitrary(shape: Shape): fc.Arbitrary<string> | undefined {
  const [first, ...others] = sampleTexts(shape, []);
  const random = randomText(shape);
  if (first === undefined) return random;
  const known = fc.constantFrom(first, ...others);
  return random === undefined ? known : fc.oneof({ arbitrary: known, weight: 1 }, { arbitrary: random, weight: 3 });
}

function randomText(shape: Shape): fc.Arbitrary<string> | undefined {
  const [pattern] = shape.patterns;
  if (pattern !== undefined) return matchesOf(pattern).length === 0 ? undefined : fc.stringMatching(pattern);
  const [format] = shape.formats;
  if (format !== undefined) return ofFormat(format);
  const minLength = shape.least('minLength') ?? 0;
  if (minLength > longest) return undefined;
  const most = shape.most('maxLength') ?? Infinity;
  const bounds = { minLength, maxLength: Math.min(most, minLength + 40) };
  return fc.oneof(fc.string({ ...bounds, unit: 'grapheme-ascii' }), fc.string({ ...bounds, unit: 'binary' }));
}

function ofFormat(format: string): fc.Arbitrary<string> | undefined {
  if (Object.hasOwn(formats, format)) return formats[format]?.();
  const samples = Object.hasOwn(formatSamples, format) ? formatSamples[format] : undefined;
  return samples === undefined ? fc.string() : fc.constantFrom(...samples);
}

function dates(): fc.Arbitrary<Date> {
  return fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });
}
