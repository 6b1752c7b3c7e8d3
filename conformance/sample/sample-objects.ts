import { readPattern } from '../../generator/model/pattern.ts';
import { setMember } from '../../generator/load/yaml-data.ts';
import { inPlace } from '../schema/in-place.ts';
import type { Shape } from '../schema/shape.ts';
import { listWord, memberSite, namedSites, numberWord, type Sites } from '../schema/site.ts';
import { matchesOf } from './sample-texts.ts';
import type { Sampler } from './sampler.ts';

type Members = Record<string, unknown>;

/** Names that no contract is likely to have. */
export const freshNames = ['undeclared', 'x-undeclared', 'Undeclared9', '', 'undeclared property', 'u'.repeat(100)];

/**
 * Objects with what is required, with everything that is declared, with and without each property, and with further properties
 * where something is said about these: what the shape says nothing about is not sent.
 */
export function* sampleObjects(shape: Shape, hints: Sites, sampler: Sampler): Generator<Members> {
  const base = withDependencies(objectOf(shape.required, shape, sampler), shape, sampler);
  if (base === undefined) return;
  const least = shape.least('minProperties') ?? 0;
  const full = objectOf([...new Set([...shape.required, ...shape.declared])], shape, sampler, true) ?? base;
  if (Object.keys(base).length >= least) yield base;
  else yield filled(base, full, least, shape, sampler);
  yield full;
  for (const name of namesIn(shape, hints)) {
    const sample = sampler.smallest(shape.property(name));
    if (sample !== undefined && !shape.required.includes(name)) yield withMember(base, name, sample.value);
  }
  if (shape.excluded.length > 0) yield* withOtherValues(base, shape, sampler);
  for (const name of Object.keys(full)) if (!shape.required.includes(name)) yield withoutMember(full, name);
  yield* withFurther(base, shape, hints, sampler);
}

/** A few values for each property: one of them may keep the object from being what it must not be. */
function* withOtherValues(base: Members, shape: Shape, sampler: Sampler): Generator<Members> {
  const hints = inPlace(shape.excluded, shape.schemas);
  for (const name of shape.declared) for (const value of sampler.several(shape.property(name), hints, 5)) yield withMember(base, name, value);
}

/** An object that has a property with a value, and little else. */
export function objectWith(name: string, value: unknown, shape: Shape, sampler: Sampler): Members[] {
  const base = objectOf(shape.required, shape, sampler) ?? {};
  const least = shape.least('minProperties') ?? 0;
  const full = objectOf([...new Set([...shape.required, ...shape.declared])], shape, sampler, true) ?? base;
  const plain = withMember(base, name, value);
  return [
    ...(Object.keys(plain).length >= least ? [plain] : []),
    withMember(withDependencies(plain, shape, sampler) ?? plain, name, value),
    withMember(full, name, value),
  ];
}

/** Properties that values of a shape may be given: declared ones, and where others are described, those that hints name. */
export function namesIn(shape: Shape, hints: Sites): string[] {
  const named = [...shape.declared, ...patternNames(shape)];
  const describes = shape.additional?.some(({ schema }) => typeof schema === 'object') === true;
  const patterned = shape.parts.some((part) => namedSites(part, 'patternProperties').length > 0);
  const others = describes || patterned ? hints.flatMap((site) => namedSites(site, 'properties').map(([name]) => name)) : [];
  return [...new Set([...named, ...others.filter((name) => describes || shape.property(name).length > 0)])];
}

function patternNames(shape: Shape): string[] {
  return shape.parts.flatMap((part) =>
    namedSites(part, 'patternProperties').flatMap(([source]) => {
      const pattern = readPattern(source);
      return pattern === undefined ? [] : matchesOf(new RegExp(pattern.source, pattern.flags)).slice(0, 2);
    }),
  );
}

function objectOf(names: readonly string[], shape: Shape, sampler: Sampler, isLenient = false): Members | undefined {
  const members: Members = {};
  for (const name of names) {
    const sample = sampler.smallest(shape.property(name));
    if (sample !== undefined) setMember(members, name, sample.value);
    else if (!isLenient || shape.required.includes(name)) return undefined;
  }
  return members;
}

/** What `dependentRequired` asks for besides. */
function withDependencies(base: Members | undefined, shape: Shape, sampler: Sampler): Members | undefined {
  if (base === undefined) return undefined;
  const missing = shape.parts.flatMap((part) => {
    const dependencies = typeof part.schema === 'object' ? (part.schema.dependentRequired as Record<string, string[]> | undefined) : undefined;
    return Object.entries(dependencies ?? {}).flatMap(([name, names]) => (Object.hasOwn(base, name) ? names : []));
  });
  const names = missing.filter((name) => !Object.hasOwn(base, name));
  if (names.length === 0) return base;
  const more = objectOf(names, shape, sampler);
  return more && withDependencies({ ...base, ...more }, shape, sampler);
}

/** As many properties as are asked for: declared ones first. */
function filled(base: Members, full: Members, count: number, shape: Shape, sampler: Sampler): Members {
  const members = { ...base };
  for (const [name, value] of Object.entries(full)) if (Object.keys(members).length < count) setMember(members, name, value);
  for (const name of furtherNames(count, shape, sampler)) {
    const sample = Object.keys(members).length < count ? sampler.smallest(shape.property(name)) : undefined;
    if (sample !== undefined) setMember(members, name, sample.value);
  }
  return members;
}

/** Names for further properties, as `propertyNames` wants them. */
function furtherNames(count: number, shape: Shape, sampler: Sampler): string[] {
  const sites = shape.parts.flatMap((part) => memberSite(part, 'propertyNames') ?? []);
  if (sites.length === 0) return Array.from({ length: Math.min(count, 1000) }, (_, index) => `undeclared${index}`);
  const names = sampler.alternatives(sites).flatMap((each) => [...sampler.candidates(each, [])]);
  return [...new Set(names.filter((name) => typeof name === 'string' && sampler.schemas.accepts(sites, name)) as string[])];
}

const words = ['additionalProperties', 'unevaluatedProperties', 'patternProperties', 'propertyNames', 'maxProperties'];

/** Further properties, where the shape describes them or a hint has a word about them. */
function* withFurther(base: Members, shape: Shape, hints: Sites, sampler: Sampler): Generator<Members> {
  const isAsked = hints.some(({ schema }) => typeof schema === 'object' && words.some((word) => Object.hasOwn(schema, word)));
  if (shape.additional === undefined && !isAsked) return;
  const names = [...freshNames, ...hints.flatMap(patternHints), ...hints.flatMap((site) => (listWord(site, 'required') ?? []) as string[])];
  for (const name of names) {
    const sample = sampler.smallest(shape.property(name));
    if (sample !== undefined && !Object.hasOwn(base, name)) yield withMember(base, name, sample.value);
  }
  const sample = sampler.smallest(shape.property('undeclared'));
  const most = hints.flatMap((site) => numberWord(site, 'maxProperties') ?? []).filter((count) => count < 1000);
  for (const count of sample === undefined ? [] : most) yield filled(base, base, count + 1, shape, sampler);
}

function patternHints(site: Sites[number]): string[] {
  const names = memberSite(site, 'propertyNames');
  const sources = [...namedSites(site, 'patternProperties').map(([source]) => source), ...(names === undefined ? [] : [patternText(names)])];
  return sources.flatMap((source) => {
    const pattern = readPattern(source);
    return pattern === undefined || source === '' ? [] : matchesOf(new RegExp(pattern.source, pattern.flags)).slice(0, 3);
  });
}

function patternText({ schema }: Sites[number]): string {
  return typeof schema === 'object' && typeof schema.pattern === 'string' ? schema.pattern : '';
}

function withMember(members: Members, name: string, value: unknown): Members {
  const copy = { ...members };
  setMember(copy, name, value);
  return copy;
}

function withoutMember(members: Members, name: string): Members {
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
}
