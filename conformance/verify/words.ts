import type { Sampler } from '../sample/sampler.ts';
import type { Shape } from '../schema/shape.ts';
import type { Sites } from '../schema/site.ts';
import { childPointer } from './inputs/mutate.ts';

/** What of a schema may be seen at work: a bound that a value lies at, a word that is broken, a branch or a member of a list that is taken. */
export interface Word {
  readonly kind: 'bound' | 'broken' | 'branch';
  /** `/name maxLength`. */
  readonly name: string;
}

const deepest = 5;
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
/** A list of more is one of values, not of choices. */
const mostMembers = 40;

/** Everything that a schema says, place by place. */
export function* wordsOf(sites: Sites, sampler: Sampler, pointer = '', depth = 0): Generator<Word> {
  const shapes = sampler.alternatives(sites);
  if (shapes.length > 1) yield* branches(shapes, pointer);
  for (const shape of shapes) {
    yield* ownWords(shape, pointer);
    if (depth >= deepest) continue;
    for (const name of shape.declared) yield* wordsOf(shape.property(name), sampler, childPointer(pointer, name), depth + 1);
    if (shape.types.includes('array')) yield* wordsOf(shape.item(0), sampler, childPointer(pointer, 0), depth + 1);
  }
}

function branches(shapes: readonly Shape[], pointer: string): Word[] {
  return shapes.slice(0, mostMembers).map((_, index) => ({ kind: 'branch', name: `${pointer} branch ${index + 1}` }));
}

function* ownWords(shape: Shape, pointer: string): Generator<Word> {
  for (const keyword of lower) if ((shape.least(keyword) ?? 0) !== 0) yield* bothSides(pointer, keyword);
  for (const keyword of upper) if (shape.most(keyword) !== undefined) yield* bothSides(pointer, keyword);
  const broken = (keyword: string, at = pointer): Word => ({ kind: 'broken', name: `${at} ${keyword}` });
  if (shape.multiples.length > 0) yield broken('multipleOf');
  if (shape.patterns.length > 0) yield broken('pattern');
  if (shape.formats.length > 0 && shape.types.includes('string')) yield broken('format');
  if (shape.isUnique) yield broken('uniqueItems');
  for (const name of shape.required) yield broken('required', childPointer(pointer, name));
  const { values = [] } = shape;
  if (values.length > 1 && values.length <= mostMembers) for (const value of values) yield { kind: 'branch', name: `${pointer} ${JSON.stringify(value)}` };
}

function bothSides(pointer: string, keyword: string): Word[] {
  const name = `${pointer} ${keyword}`;
  return [{ kind: 'bound', name }, { kind: 'broken', name }];
}

/** Bounds that a right value lies at, and branches that it takes. */
export function* wordsSeenIn(value: unknown, sites: Sites, sampler: Sampler, pointer = '', depth = 0): Generator<Word> {
  const shapes = sampler.alternatives(sites);
  const index = shapes.findIndex(({ parts }) => sampler.schemas.accepts(parts, value));
  const shape = shapes[index];
  if (shape === undefined || depth > deepest) return;
  if (shapes.length > 1) yield { kind: 'branch', name: `${pointer} branch ${index + 1}` };
  if (shape.values !== undefined) yield { kind: 'branch', name: `${pointer} ${JSON.stringify(value)}` };
  for (const keyword of [...lower, ...upper]) if (isAt(value, keyword, shape)) yield { kind: 'bound', name: `${pointer} ${keyword}` };
  if (Array.isArray(value)) for (const item of value.slice(0, 2)) yield* wordsSeenIn(item, shape.item(0), sampler, childPointer(pointer, 0), depth + 1);
  else if (typeof value === 'object' && value !== null) for (const [name, member] of Object.entries(value)) yield* wordsSeenIn(member, shape.property(name), sampler, childPointer(pointer, name), depth + 1);
}

function isAt(value: unknown, keyword: string, shape: Shape): boolean {
  const bound = lower.includes(keyword) ? shape.least(keyword) : shape.most(keyword);
  const size = sizeOf(value, keyword);
  if (bound === undefined || size === undefined) return false;
  if (!keyword.startsWith('exclusive')) return size === bound;
  return Math.abs(size - bound) <= (shape.multiples[0] ?? (shape.isInteger ? 1 : 0.5));
}

function sizeOf(value: unknown, keyword: string): number | undefined {
  if (/imum$|usiveM/.test(keyword)) return typeof value === 'number' ? value : undefined;
  if (keyword.endsWith('Length')) return typeof value === 'string' ? [...value].length : undefined;
  if (keyword.endsWith('Items')) return Array.isArray(value) ? value.length : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).length : undefined;
}
