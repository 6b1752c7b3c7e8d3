import { ExactInteger } from '../../../generator/load/exact-integer.ts';
import type { Sampler } from '../../sample/sampler.ts';
import type { Shape } from '../../schema/shape.ts';
import type { Sites } from '../../schema/site.ts';
import type { Input } from '../case.ts';
import { isIdName } from '../known-values.ts';
import type { Subject } from '../subject.ts';
import { membersOf } from './other-texts.ts';
import { longIntegers, tellingValues } from './telling-values.ts';

type Members = Readonly<Record<string, unknown>>;
/** Any value that says something, or such as show what a server does to values; `long`: with integers that a number of JavaScript cannot hold. */
type Kind = 'plain' | 'telling' | 'long';

const looked = 20;
const deepest = 2;

/** The same with every member that can be made up, as far as it says something; undefined where there is nothing (of this kind) to add. */
export function withAllMembers(input: Input, subject: Subject, kind: Kind): Input | undefined {
  const { body } = input;
  const members = membersOf(body);
  if (members === undefined || body === undefined || !('content' in body)) return undefined;
  const isRight = (value: Members) => subject.accepts(body.content, value);
  const once = (value: Members) => filled(value, shapeOf(value, subject.sitesOf(body.content), subject), isRight, subject, kind, 0);
  // One member may take another one to be there.
  const full = once(once(members));
  const text = JSON.stringify(full);
  const isNothing = kind === 'long' ? !text.includes('"$int64"') : text === JSON.stringify(members);
  return isNothing ? undefined : { ...input, body: { content: body.content, value: full } };
}

function shapeOf(value: unknown, sites: Sites, subject: Subject): Shape | undefined {
  return subject.sampler.alternatives(sites).find(({ parts }) => subject.sampler.schemas.accepts(parts, value));
}

function filled(members: Members, shape: Shape | undefined, isRight: (value: Members) => boolean, subject: Subject, kind: Kind, depth: number): Members {
  const names = shape?.declared.filter((name) => !isIdName(name) && (kind !== 'plain' || !Object.hasOwn(members, name))) ?? [];
  return names.reduce<Members>((all, name) => {
    const value = valuesOf(all[name], shape?.property(name) ?? [], subject, kind, depth).find((each) => saysSomething(each) && isRight({ ...all, [name]: each }));
    return value === undefined ? all : { ...all, [name]: value };
  }, members);
}

function valuesOf(current: unknown, sites: Sites, subject: Subject, kind: Kind, depth: number): unknown[] {
  const { sampler } = subject;
  const shapes = sampler.alternatives(sites);
  const usual = shapes.flatMap((shape) => [...sampler.candidates(shape, [])].slice(0, looked));
  const nested = depth < deepest ? [current, ...usual].filter((value) => isObject(value) || (Array.isArray(value) && isObject(value[0]))).slice(0, 1).map((value) => within(value, sites, subject, kind, depth + 1)) : [];
  const telling = kind === 'plain' ? [] : shapes.flatMap((shape) => [...(kind === 'long' ? longIntegers(shape) : []), ...tellingValues(shape, current)]);
  const own = current === undefined ? usual : [current];
  const several = kind !== 'plain' ? shapes.flatMap((shape) => severalItems(shape, sampler)) : [];
  return [...nested, ...several, ...telling, ...own];
}

/** A list of two that are not the same says more than one of one. */
function severalItems(shape: Shape, sampler: Sampler): unknown[] {
  if (!shape.types.includes('array') || shape.prefixLength > 0) return [];
  const items = sampler.alternatives(shape.item(0)).flatMap((item) => [...sampler.candidates(item, [])].slice(0, looked)).filter((item) => ['string', 'number'].includes(typeof item) && item !== '');
  const [one, other] = [...new Set(items)].sort((a, b) => (String(a) < String(b) ? 1 : -1));
  return other === undefined ? [] : [[one, other]];
}

/** An object, or each object of a list, with all of its members. */
function within(value: unknown, sites: Sites, subject: Subject, kind: Kind, depth: number): unknown {
  const shape = shapeOf(value, sites, subject);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (isObject(item) ? within(item, shape?.item(index) ?? [], subject, kind, depth) : item));
  return filled(value as Members, shape, (each) => subject.sampler.schemas.accepts(sites, each), subject, kind, depth);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactInteger);
}

function saysSomething(value: unknown): boolean {
  if (value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

