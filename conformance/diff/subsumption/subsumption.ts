import { listWith } from '../../sample/sample-arrays.ts';
import { freshNames, namesIn, objectWith } from '../../sample/sample-objects.ts';
import { Sampler } from '../../sample/sampler.ts';
import { inPlace } from '../../schema/in-place.ts';
import type { SchemaKeys } from '../../schema/schema-keys.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { Shape } from '../../schema/shape.ts';
import { memberSite, namedSites, type Sites } from '../../schema/site.ts';
import type { Break } from './break.ts';
import { explainRefusal, refusedBranch } from './explain-refusal.ts';
import { mayMeet } from './may-meet.ts';

/** A name that stands for all properties that nothing is declared for. */
const anyName = 'undeclared';

/**
 * Finds out whether every value of one schema is also a value of another. It goes down both at once, part by part, and makes values of
 * the first that some word of the second could refuse. What counts is only what the validators of both say about the whole value,
 * so that nothing is reported without a witness; a difference that no value shows is none.
 */
export class Subsumption {
  readonly #accepting: Sampler;
  readonly #refusing: Sampler;
  readonly #keys: SchemaKeys;
  readonly #known = new Map<string, readonly Break[]>();
  readonly #open = new Set<string>();

  constructor(accepting: Schemas, refusing: Schemas, keys: SchemaKeys) {
    this.#accepting = new Sampler(accepting);
    this.#refusing = new Sampler(refusing);
    this.#keys = keys;
  }

  /** Values that the first takes and the second refuses, one for each word and place that refuses some. */
  breaks(accepting: Sites, refusing: Sites): readonly Break[] {
    const keys = [this.#keys.keyOf(accepting, this.#accepting.schemas), this.#keys.keyOf(refusing, this.#refusing.schemas)] as const;
    if (refusing.length === 0 || keys[0] === keys[1]) return [];
    const key = [...keys, ...[accepting, refusing].map((sites) => sites.map(({ file, pointer }) => `${file}#${pointer}`).join(' '))].join('|');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) return [];
    this.#open.add(key);
    const found = this.#find(accepting, refusing);
    this.#open.delete(key);
    this.#known.set(key, found);
    return found;
  }

  #find(accepting: Sites, refusing: Sites): Break[] {
    const gathering = new Gathering(accepting, refusing, this.#accepting.schemas, this.#refusing.schemas);
    const others = this.#refusing.alternatives(refusing);
    const hints = inPlace(refusing, this.#refusing.schemas);
    const shapes = this.#accepting.alternatives(accepting);
    for (const shape of shapes) {
      const meeting = others.filter((other) => mayMeet(shape, other));
      if (meeting.length === 0 && this.#refuseBranch(shape, shapes, gathering)) continue;
      for (const value of this.#accepting.candidates(shape, [...hints, ...shape.excluded])) gathering.try(value);
      this.#tryBranches(shape, hints, gathering);
      if (shape.values !== undefined) continue;
      this.#compareProperties(shape, meeting, hints, gathering);
      this.#compareItems(shape, meeting, gathering);
    }
    return gathering.breaks;
  }

  /** A whole alternative that the other side does not have. */
  #refuseBranch(shape: Shape, shapes: readonly Shape[], gathering: Gathering): boolean {
    if (shapes.length < 2) return false;
    const sample = this.#accepting.smallestOf(shape);
    return sample !== undefined && gathering.tryBranch(sample.value, shape);
  }

  /** Values of both: `not` and the overlap of `oneOf` are broken by what else holds, not by what does not. */
  #tryBranches(shape: Shape, hints: Sites, gathering: Gathering): void {
    for (const site of hints.filter(({ schema }) => typeof schema === 'object' && hasBranches(schema))) {
      for (const branch of inPlace([site], this.#refusing.schemas).slice(1)) {
        for (const other of this.#refusing.alternatives([branch])) {
          const sample = this.#accepting.candidates(shape, []).next().value as unknown;
          if (other.values !== undefined) for (const value of other.values) gathering.try(value);
          else if (isObject(sample)) for (const value of merged(sample, other, this.#refusing)) gathering.try(value);
          else for (const value of this.#refusing.candidates(other, [])) gathering.try(value);
        }
      }
    }
  }

  #compareProperties(shape: Shape, others: readonly Shape[], hints: Sites, gathering: Gathering): void {
    if (!shape.types.includes('object')) return;
    const isDescribed = [...shape.parts, ...hints].some((site) => describesOthers(site));
    for (const name of [...namesIn(shape, hints), ...(isDescribed ? [anyName] : [])]) {
      const accepting = shape.property(name);
      for (const found of this.#distinctBreaks(accepting, others.map((other) => other.property(name)))) {
        const inside = { ...found, path: [name === anyName && !shape.declared.includes(name) ? '*' : name, ...found.path] };
        gathering.tryLifted(objectWith(name, found.value, shape, this.#accepting), inside);
      }
    }
  }

  #compareItems(shape: Shape, others: readonly Shape[], gathering: Gathering): void {
    if (!shape.types.includes('array')) return;
    const last = Math.min(Math.max(shape.prefixLength, ...others.map((other) => other.prefixLength)), 50);
    for (let index = 0; index <= last; index++) {
      for (const found of this.#distinctBreaks(shape.item(index), others.map((other) => other.item(index)))) {
        const list = listWith(found.value, index, shape, this.#accepting);
        const inside = { ...found, path: [index < last ? String(index) : '*', ...found.path] };
        if (list !== undefined) gathering.tryLifted([list], inside);
      }
    }
  }

  #distinctBreaks(accepting: Sites, candidates: readonly Sites[]): Break[] {
    const distinct = new Map(candidates.map((sites) => [sites.map(({ file, pointer }) => file + pointer).join(), sites]));
    return [...distinct.values()].flatMap((refusing) => this.breaks(accepting, refusing));
  }
}

/** Gathers the breaks of one pair of schemas. */
class Gathering {
  readonly #accepting: Sites;
  readonly #refusing: Sites;
  readonly #accepts: (value: unknown) => boolean;
  readonly #refusals: (value: unknown) => ReturnType<Schemas['errors']>;
  readonly #explain: (value: unknown, isOwn: boolean) => Break[];
  readonly #found = new Map<string, Break>();
  /** Refused for something further inside, which is better explained there. */
  #deeper: unknown[] = [];

  constructor(accepting: Sites, refusing: Sites, acceptingSchemas: Schemas, refusingSchemas: Schemas) {
    this.#accepting = accepting;
    this.#refusing = refusing;
    this.#accepts = (value) => acceptingSchemas.accepts(accepting, value);
    this.#refusals = (value) => refusingSchemas.errors(refusing, value);
    this.#explain = (value, isOwn) =>
      explainRefusal(value, this.#refusals(value), isOwn, { accepting, refusing, acceptingSchemas, refusingSchemas });
  }

  get breaks(): Break[] {
    const [deeper] = this.#deeper;
    if (this.#found.size === 0 && this.#deeper.length > 0) this.#explain(deeper, false).forEach((found) => this.#add(found));
    return [...this.#found.values()];
  }

  try(value: unknown): void {
    if (!this.#isBreak(value)) return;
    const found = this.#explain(value, true);
    if (found.length === 0) this.#deeper.push(value);
    for (const each of found) this.#add(each);
  }

  tryLifted(values: readonly unknown[], inside: Break): void {
    if (this.#found.has(keyOf(inside))) return;
    const value = values.find((candidate) => this.#isBreak(candidate));
    if (value !== undefined) this.#add({ ...inside, value });
  }

  /** Whether nothing of a branch is taken any more, as its smallest value shows. */
  tryBranch(value: unknown, shape: Shape): boolean {
    if (!this.#isBreak(value)) return false;
    this.#add(refusedBranch(value, shape, this.#accepting, this.#refusing));
    return true;
  }

  #isBreak(value: unknown): boolean {
    return this.#accepts(value) && this.#refusals(value).length > 0;
  }

  #add(found: Break): void {
    const key = keyOf(found);
    if (!this.#found.has(key)) this.#found.set(key, found);
  }
}

function keyOf({ keyword, property, path, accepting, refusing }: Break): string {
  // One name that nobody has declared stands for all of them.
  const about = property !== undefined && freshNames.includes(property) ? anyName : property;
  return JSON.stringify([keyword, about, path, accepting.pointer, refusing.pointer]);
}

function hasBranches(schema: object): boolean {
  return ['not', 'oneOf', 'if'].some((keyword) => Object.hasOwn(schema, keyword));
}

/** Whether a schema has a word about properties that it does not name. */
function describesOthers(site: Sites[number]): boolean {
  const additional = memberSite(site, 'additionalProperties') ?? memberSite(site, 'unevaluatedProperties');
  return typeof additional?.schema === 'object' || namedSites(site, 'patternProperties').length > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with what a branch of the other side asks for put into it. */
function merged(sample: Record<string, unknown>, other: Shape, sampler: Sampler): unknown[] {
  const members = [...sampler.candidates(other, [])].filter(isObject).slice(0, 3);
  const declared = Object.fromEntries(
    other.declared.flatMap((name) => {
      const found = sampler.smallest(other.property(name));
      return found === undefined ? [] : [[name, found.value]];
    }),
  );
  return [...members, declared].map((more) => ({ ...sample, ...more }));
}
