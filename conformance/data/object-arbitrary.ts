import fc from 'fast-check';
import { setMember } from '../../generator/load/yaml-data.ts';
import { namesIn } from '../sample/sample-objects.ts';
import type { Shape } from '../schema/shape.ts';
import { memberSite, wordOf } from '../schema/site.ts';
import type { PartArbitrary } from './data-source.ts';

type Members = Record<string, unknown>;

/** Objects of a shape: required properties, some of the others, and further ones where the shape describes them. */
export function objectArbitrary(shape: Shape, part: PartArbitrary): fc.Arbitrary<Members> | undefined {
  const required = shape.required.map((name) => [name, part(shape.property(name))] as const);
  if (required.some(([, arbitrary]) => arbitrary === undefined)) return undefined;
  const others = namesIn(shape, []).filter((name) => !shape.required.includes(name));
  const optional = others.map((name) => [name, part(shape.property(name))] as const);
  const all = [...required, ...optional].flatMap(([name, arbitrary]) => (arbitrary === undefined ? [] : [{ name, arbitrary }]));
  const isRequired = new Set(shape.required);
  const members = all.map(({ name, arbitrary }) => (isRequired.has(name) ? arbitrary : fc.option(arbitrary, { nil: undefined, freq: 2 })).map((value) => [name, value] as const));
  const most = shape.most('maxProperties') ?? Infinity;
  return fc.tuple(fc.tuple(...members), furtherMembers(shape, part)).map(([entries, further]) => {
    const object: Members = {};
    const isFull = () => Object.keys(object).length >= most;
    for (const [name, value] of entries) if (value !== undefined && (isRequired.has(name) || !isFull())) setMember(object, name, value);
    for (const [name, value] of further) if (!Object.hasOwn(object, name) && !shape.declared.includes(name) && !isFull()) setMember(object, name, value);
    return withoutUnmet(object, shape);
  });
}

function furtherMembers(shape: Shape, part: PartArbitrary): fc.Arbitrary<[string, unknown][]> {
  const least = shape.least('minProperties') ?? 0;
  const isDescribed = shape.additional !== undefined || least > 0;
  const value = isDescribed ? part(shape.property('undeclared')) : undefined;
  if (value === undefined) return fc.constant([]);
  const names = shape.parts.flatMap((site) => memberSite(site, 'propertyNames') ?? []);
  const name = names.length === 0 ? fc.string({ maxLength: 12 }) : part(names);
  if (name === undefined) return fc.constant([]);
  const texts = name.map((text) => String(text));
  return fc.array(fc.tuple(texts, value), { minLength: least, maxLength: least + 2 });
}

/** Without properties that ask for others which are not there (`dependentRequired`). */
function withoutUnmet(object: Members, shape: Shape): Members {
  const asked = shape.parts.flatMap((site) => Object.entries((wordOf(site, 'dependentRequired') ?? {}) as Record<string, string[]>));
  const unmet = asked.find(([name, names]) => Object.hasOwn(object, name) && !shape.required.includes(name) && !names.every((each) => Object.hasOwn(object, each)));
  if (unmet === undefined) return object;
  return withoutUnmet(Object.fromEntries(Object.entries(object).filter(([name]) => name !== unmet[0])), shape);
}
