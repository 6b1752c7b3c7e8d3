import type { Schemas } from './schemas.ts';
import { Shape } from './shape.ts';
import { childSite, listedSites, memberSite, namedSites, textWord, type Site, type Sites } from './site.ts';

/** One way to satisfy schemas: all of `parts` hold by their plain words, and none of `excluded`. */
interface Way {
  readonly parts: readonly Site[];
  readonly excluded: readonly Site[];
}

/** More ways than this are not told apart; what is made from the first ones is still checked against the whole. */
const mostWays = 256;
/** Of more branches than this only the validator knows that no other one may hold. */
const mostApart = 8;
const nothing: Way = { parts: [], excluded: [] };

/**
 * The ways in which a value may satisfy schemas, each a {@link Shape} without references, `allOf`, choices and conditions:
 * a disjunctive normal form. Shapes may overlap; the other branches of a `oneOf` are among what must not hold.
 */
export function alternativesOf(sites: Sites, schemas: Schemas): Shape[] {
  const ways = sites.reduce<Way[]>((all, site) => cross(all, waysOf(site, schemas, new Set())), [nothing]);
  return ways.map(({ parts, excluded }) => new Shape(distinct(parts), excluded, schemas)).filter((shape) => !shape.isEmpty);
}

function waysOf(site: Site, schemas: Schemas, open: ReadonlySet<string>): Way[] {
  if (site.schema === false) return [];
  const id = `${site.file}#${site.pointer}`;
  if (site.schema === true || open.has(id)) return [nothing];
  const inside = new Set(open).add(id);
  const deeper = (part: Site) => waysOf(part, schemas, inside);
  const not = memberSite(site, 'not');
  let ways: Way[] = [{ parts: [site], excluded: not === undefined ? [] : [not] }];
  const reference = textWord(site, '$ref');
  const target = reference === undefined ? undefined : schemas.target(reference);
  if (target !== undefined) ways = cross(ways, deeper(target));
  for (const part of listedSites(site, 'allOf')) ways = cross(ways, deeper(part));
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = listedSites(site, keyword);
    const isExact = keyword === 'oneOf' && branches.length <= mostApart;
    const others = (branch: Site) => (isExact ? branches.filter((each) => each !== branch) : []);
    const taken = branches.flatMap((branch) => cross(deeper(branch), [{ parts: [], excluded: others(branch) }]));
    if (branches.length > 0) ways = cross(ways, taken);
  }
  ways = cross(ways, conditionWays(site, deeper));
  for (const [name, part] of namedSites(site, 'dependentSchemas')) {
    const present = childSite(site, { required: [name] }, 'dependentSchemas', name);
    const absent = childSite(site, { properties: { [name]: false } }, 'dependentSchemas', name);
    ways = cross(ways, [{ parts: [absent], excluded: [] }, ...cross([{ parts: [present], excluded: [] }], deeper(part))]);
  }
  return ways;
}

function conditionWays(site: Site, deeper: (part: Site) => Way[]): Way[] {
  const condition = memberSite(site, 'if');
  const then = memberSite(site, 'then');
  const otherwise = memberSite(site, 'else');
  if (condition === undefined || (then === undefined && otherwise === undefined)) return [nothing];
  const met = cross(deeper(condition), then === undefined ? [nothing] : deeper(then));
  const unmet = cross([{ parts: [], excluded: [condition] }], otherwise === undefined ? [nothing] : deeper(otherwise));
  return [...unmet, ...met];
}

function cross(a: readonly Way[], b: readonly Way[]): Way[] {
  const result: Way[] = [];
  for (const left of a) {
    for (const right of b) {
      if (result.length >= mostWays) return result;
      result.push({ parts: [...left.parts, ...right.parts], excluded: [...left.excluded, ...right.excluded] });
    }
  }
  return result;
}

function distinct(sites: readonly Site[]): Site[] {
  return [...new Map(sites.map((site) => [`${site.file}#${site.pointer} ${Object.keys(site.schema as object).join()}`, site])).values()];
}
