import fc from 'fast-check';
import { knownFormats } from '../../generator/model/formats.ts';
import { readPattern } from '../../generator/model/pattern.ts';
import type { Shape } from '../schema/shape.ts';
import { listWord, numberWord, textWord, wordOf, type Site, type Sites } from '../schema/site.ts';
import { formatSamples } from './format-samples.ts';

/** Longer texts are not made: a bound beyond is as good as none. */
const longest = 1_000_000;
/** Nor of texts that have a pattern or a format. */
const longestOfForm = 20_000;
const plain = ['a', '', '0', 'A', ' ', 'é', 'a b', '-', 'a'.repeat(300), '😀'];
const probes = [...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)), 'é', '\n', '😀'];
const enough = 40;

/** Texts that the shape takes, the plainest first, and among them such as break what the hints say of texts. */
export function sampleTexts(shape: Shape, hints: Sites): string[] {
  const tests = hints.flatMap(testsOf);
  const seeds = distinct([...seedsOf(shape, hints)]).filter((text) => hasForm(shape, text));
  const sized = distinct([...seeds, ...resized(shape, hints, seeds)]).filter((text) => isOf(shape, text));
  const breaking = tests.flatMap((test) => {
    const found = sized.find((text) => !test(text)) ?? mutations(sized).find((text) => !test(text) && isOf(shape, text));
    return found === undefined ? [] : [found];
  });
  return distinct([...sized.slice(0, 1), ...breaking, ...sized]).slice(0, enough);
}

function* seedsOf(shape: Shape, hints: Sites): Generator<string> {
  for (const pattern of shape.patterns) yield* matchesOf(pattern);
  for (const format of shape.formats) yield* formatSamples[format] ?? [];
  yield* plain;
  for (const site of [...shape.parts, ...hints]) {
    const words = [wordOf(site, 'example'), wordOf(site, 'const'), wordOf(site, 'default')];
    yield* [...words, ...(listWord(site, 'enum') ?? []), ...(listWord(site, 'examples') ?? [])].filter((text) => typeof text === 'string');
    yield* formatSamples[textWord(site, 'format') ?? ''] ?? [];
  }
  for (const site of hints) yield* patternOf(site).flatMap(matchesOf);
}

const matches = new Map<string, readonly string[]>();

/** Texts that a pattern matches, the shortest first. What fast-check cannot read gives none. */
export function matchesOf(pattern: RegExp): readonly string[] {
  const known = matches.get(String(pattern));
  if (known !== undefined) return known;
  const made = distinct(generate(pattern)).sort((a, b) => a.length - b.length);
  matches.set(String(pattern), made);
  return made;
}

function generate(pattern: RegExp): string[] {
  try {
    const anchored = new RegExp(pattern.source, pattern.flags);
    return fc.sample(fc.stringMatching(anchored, { size: 'small' }), { numRuns: 60, seed: 1 });
  } catch {
    return [];
  }
}

/** Seeds made as long and as short as some bound asks for. */
function resized(shape: Shape, hints: Sites, seeds: readonly string[]): string[] {
  const sites = [...shape.parts, ...shape.excluded, ...hints];
  const bounds = sites.flatMap((site) => ['minLength', 'maxLength'].flatMap((keyword) => numberWord(site, keyword) ?? []));
  const lengths = [...new Set(bounds.flatMap((bound) => [bound, bound + 1, bound - 1]))].filter((length) => length >= 0 && length <= longest);
  const isFree = shape.patterns.length === 0 && shape.formats.length === 0;
  if (isFree) return lengths.map((length) => 'a'.repeat(length));
  return lengths.filter((length) => length <= longestOfForm).flatMap((length) => {
    for (const seed of seeds) for (const text of stretched(seed, length)) if (isOf(shape, text)) return [text];
    return [];
  });
}

/** A text of another length: one of its characters repeated, or some of them left out. */
function* stretched(text: string, length: number): Generator<string> {
  const characters = [...text];
  const missing = length - characters.length;
  for (const [index, character] of characters.entries()) {
    const [before, after] = [characters.slice(0, index), characters.slice(missing < 0 ? index - missing : index)];
    yield before.join('') + (missing > 0 ? character.repeat(missing) : '') + after.join('');
  }
}

/** One character put in, changed or left out. */
function mutations(texts: readonly string[]): string[] {
  return texts.slice(0, 6).flatMap((text) => {
    const characters = [...text].slice(0, 40);
    const places = [...characters.keys()].filter((index) => index < 6 || index >= characters.length - 4);
    const changed = places.flatMap((index) => probes.map((probe) => characters.with(index, probe).join('')));
    const shorter = places.map((index) => characters.toSpliced(index, 1).join(''));
    const longer = probes.flatMap((probe) => [probe + text, text + probe]);
    return [...shorter, ...longer, ...changed];
  });
}

function isOf(shape: Shape, text: string): boolean {
  const length = lengthOf(text);
  return length >= (shape.least('minLength') ?? 0) && length <= (shape.most('maxLength') ?? Infinity) && hasForm(shape, text);
}

/** In characters, as JSON Schema counts them. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** Whatever its length. */
function hasForm(shape: Shape, text: string): boolean {
  return shape.patterns.every((pattern) => pattern.test(text)) && shape.formats.every((format) => isOfFormat(format, text));
}

/** What one schema says of texts, each word apart. */
function testsOf(site: Site): ((text: string) => boolean)[] {
  const least = numberWord(site, 'minLength');
  const most = numberWord(site, 'maxLength');
  const format = textWord(site, 'format');
  return [
    ...(least === undefined ? [] : [(text: string) => lengthOf(text) >= least]),
    ...(most === undefined ? [] : [(text: string) => lengthOf(text) <= most]),
    ...(format === undefined ? [] : [(text: string) => isOfFormat(format, text)]),
    ...patternOf(site).map((pattern) => (text: string) => pattern.test(text)),
  ];
}

function patternOf(site: Site): RegExp[] {
  const pattern = readPattern(textWord(site, 'pattern') ?? '');
  return pattern === undefined || pattern.source === '' ? [] : [new RegExp(pattern.source, pattern.flags)];
}

/** Formats of numbers, and those that are not known, say nothing about texts. */
export function isOfFormat(name: string, text: string): boolean {
  const format = Object.hasOwn(knownFormats, name) ? knownFormats[name] : undefined;
  return typeof format === 'function' ? format(text) : true;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
