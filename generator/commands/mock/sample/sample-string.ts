import { toPattern } from '../convert-schema.ts';
import { Unsatisfiable, type FlatSchema } from './flat-schema.ts';
import { samplePattern } from './sample-pattern.ts';
import type { Random } from './random.ts';

const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'haven', 'iris', 'juniper', 'lumen', 'maple', 'opal', 'quartz', 'river', 'willow'];

/** Texts that are tried before a pattern is given up: lengths and several patterns at once are met by chance. */
const patternTries = 200;

/** A text that keeps to pattern, format and length. */
export function sampleString(schema: FlatSchema, random: Random): string {
  const { patterns, format, contentEncoding, minLength = 0, maxLength = Infinity } = schema;
  if (minLength > maxLength) throw new Unsatisfiable('minLength is above maxLength');
  if (patterns.length > 0) return ofPatterns(schema, random);
  const make = formats[format ?? ''] ?? (contentEncoding === 'base64' ? formats['byte'] : undefined);
  if (make === undefined) return ofLength(random.pick(words), schema, random);
  const texts = Array.from({ length: 20 }, () => make(random));
  return texts.find((text) => isWithin(text, schema)) ?? texts[0]!;
}

function ofPatterns({ patterns, format, ...schema }: FlatSchema, random: Random): string {
  const [first = '', ...more] = patterns;
  const others = more.map(toPattern);
  const make = formats[format ?? ''];
  const pattern = toPattern(first);
  for (let index = 0; index < patternTries; index += 1) {
    const repeats = index < 20 ? 4 : 4 + Math.min(index * 2, schema.maxLength ?? 200, 400) + (schema.minLength ?? 0);
    const text = make !== undefined && index % 2 === 0 ? make(random) : padded(samplePattern(first, random, repeats), pattern, schema);
    if (pattern?.test(text) === true && isWithin(text, schema) && others.every((other) => other?.test(text) === true)) return text;
  }
  throw new Unsatisfiable(`no text was found that matches ${patterns.join(' and ')}`);
}

/** A pattern that says nothing about the end of a text does not mind more of it. */
function padded(text: string, pattern: RegExp | undefined, { minLength = 0 }: { readonly minLength?: number }): string {
  const longer = text.padEnd(minLength, 'a');
  return longer !== text && pattern?.test(longer) === true ? longer : text;
}

function isWithin(text: string, { minLength = 0, maxLength = Infinity }: { readonly minLength?: number; readonly maxLength?: number }): boolean {
  const length = [...text].length;
  return length >= minLength && length <= maxLength;
}

function ofLength(text: string, { minLength = 0, maxLength = Infinity }: FlatSchema, random: Random): string {
  let long = text;
  while (long.length < minLength) long += ` ${random.pick(words)}`;
  const cut = long.length > maxLength || minLength > text.length ? long.slice(0, Math.min(maxLength, Math.max(minLength, text.length))) : long;
  return cut.endsWith(' ') ? `${cut.slice(0, -1)}s` : cut;
}

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');
const hex = (random: Random, digits: number): string => Array.from({ length: digits }, () => random.between(0, 15).toString(16)).join('');
const date = (random: Random): string => `20${pad(random.between(20, 29))}-${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`;
const time = (random: Random): string => `${pad(random.between(0, 23))}:${pad(random.between(0, 59))}:${pad(random.between(0, 59))}Z`;
const host = (random: Random): string => `${random.pick(words)}.example.com`;
const pointer = (random: Random): string => `/${random.pick(words)}/${random.between(0, 9)}`;

/** Names under the second-level domains that RFC 2606 keeps for examples, addresses that RFC 5737 and 3849 do. */
const formats: Readonly<Record<string, (random: Random) => string>> = {
  date,
  time,
  'date-time': (random) => `${date(random)}T${time(random)}`,
  'iso-time': time,
  'iso-date-time': (random) => `${date(random)}T${time(random)}`,
  duration: (random) => `PT${random.between(1, 59)}M`,
  email: (random) => `${random.pick(words)}@example.com`,
  'idn-email': (random) => `${random.pick(words)}@example.com`,
  hostname: host,
  'idn-hostname': host,
  ipv4: (random) => `192.0.2.${random.between(1, 254)}`,
  ipv6: (random) => `2001:db8::${random.between(1, 9999)}`,
  uri: (random) => `https://${host(random)}/${random.pick(words)}`,
  url: (random) => `https://${host(random)}/${random.pick(words)}`,
  iri: (random) => `https://${host(random)}/${random.pick(words)}`,
  'uri-reference': (random) => `/${random.pick(words)}`,
  'iri-reference': (random) => `/${random.pick(words)}`,
  'uri-template': (random) => `/${random.pick(words)}/{id}`,
  uuid: (random) => `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${random.pick([...'89ab'])}${hex(random, 3)}-${hex(random, 12)}`,
  'json-pointer': pointer,
  'json-pointer-uri-fragment': (random) => `#${pointer(random)}`,
  'relative-json-pointer': (random) => `${random.between(0, 3)}${pointer(random)}`,
  regex: (random) => `^${random.pick(words)}$`,
  byte: (random) => Buffer.from(random.pick(words)).toString('base64'),
  decimal: (random) => (random.between(100, 99_999) / 100).toFixed(2),
};
