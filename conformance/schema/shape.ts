import { readPattern } from '../../generator/model/pattern.ts';
import type { Schemas } from './schemas.ts';
import { listedSites, listWord, memberSite, namedSites, numberWord, textWord, wordOf, type Site, type Sites } from './site.ts';

export type DataType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export const dataTypes: readonly DataType[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** What a plain conjunction of schemas says, word by word: nothing here has branches. */
export class Shape {
  readonly parts: Sites;
  /** Schemas that must not hold. */
  readonly excluded: Sites;
  readonly schemas: Schemas;
  readonly #properties = new Map<string, Sites>();

  constructor(parts: Sites, excluded: Sites, schemas: Schemas) {
    this.parts = parts;
    this.excluded = excluded;
    this.schemas = schemas;
  }

  /** Whether types alone show that nothing satisfies it. */
  get isEmpty(): boolean {
    return this.types.length === 0;
  }

  get types(): readonly DataType[] {
    const lists = this.parts.map(({ schema }) => typesOf(schema)).filter((list) => list !== undefined);
    return dataTypes.filter((type) => lists.every((list) => list.includes(type)));
  }

  get isInteger(): boolean {
    return this.parts.some((part) => {
      const types = [wordOf(part, 'type')].flat();
      return types.includes('integer') && !types.includes('number');
    });
  }

  /** The values that `enum` and `const` leave, if there are such words. */
  get values(): readonly unknown[] | undefined {
    const lists = this.parts.flatMap((part) => {
      const constant = wordOf(part, 'const');
      return [listWord(part, 'enum'), constant === undefined ? undefined : [constant]].filter((list) => list !== undefined);
    });
    const [first, ...others] = lists.map((list) => new Map(list.map((value) => [JSON.stringify(value), value])));
    return first && [...first].filter(([text]) => others.every((other) => other.has(text))).map(([, value]) => value);
  }

  /** Strictest lower bound: of words such as `minLength`. */
  least(keyword: string): number | undefined {
    return this.#numbers(keyword).reduce<number | undefined>((a, b) => (a === undefined ? b : Math.max(a, b)), undefined);
  }

  /** Strictest upper bound: of words such as `maxLength`. */
  most(keyword: string): number | undefined {
    return this.#numbers(keyword).reduce<number | undefined>((a, b) => (a === undefined ? b : Math.min(a, b)), undefined);
  }

  get multiples(): readonly number[] {
    return this.#numbers('multipleOf');
  }

  get patterns(): readonly RegExp[] {
    return this.#texts('pattern').flatMap((source) => {
      const pattern = readPattern(source);
      return pattern === undefined ? [] : [new RegExp(pattern.source, pattern.flags)];
    });
  }

  get formats(): readonly string[] {
    return this.#texts('format');
  }

  get isUnique(): boolean {
    return this.parts.some((part) => wordOf(part, 'uniqueItems') === true);
  }

  get required(): readonly string[] {
    return [...new Set(this.parts.flatMap((part) => (listWord(part, 'required') ?? []) as string[]))];
  }

  /** Properties that have a schema of their own. */
  get declared(): readonly string[] {
    return [...new Set(this.parts.flatMap((part) => namedSites(part, 'properties').map(([name]) => name)))];
  }

  /** What a property has to satisfy. */
  property(name: string): Sites {
    const known = this.#properties.get(name);
    if (known !== undefined) return known;
    const own = this.parts.flatMap((part) => propertySites(part, name));
    const found = own.some(({ isNamed }) => isNamed) ? own : [...own, ...this.#others('unevaluatedProperties')];
    const sites = found.map(({ site }) => site);
    this.#properties.set(name, sites);
    return sites;
  }

  /** What is said, in so many words, about properties without a schema of their own; undefined where nothing is. */
  get additional(): Sites | undefined {
    const words = ['additionalProperties', 'unevaluatedProperties'];
    const sites = this.parts.flatMap((part) => words.flatMap((word) => memberSite(part, word) ?? []));
    return sites.length === 0 ? undefined : sites;
  }

  /** What an item at an index has to satisfy. */
  item(index: number): Sites {
    const own = this.parts.flatMap((part) => itemSites(part, index));
    const isCovered = own.length > 0;
    return [...own, ...(isCovered ? [] : this.#others('unevaluatedItems').map(({ site }) => site))];
  }

  /** Up to which index items differ from those behind them. */
  get prefixLength(): number {
    return Math.max(0, ...this.parts.map((part) => listedSites(part, 'prefixItems').length));
  }

  #others(keyword: string): { site: Site; isNamed: boolean }[] {
    return this.parts.flatMap((part) => {
      const site = memberSite(part, keyword);
      return site === undefined ? [] : [{ site, isNamed: false }];
    });
  }

  #numbers(keyword: string): number[] {
    return this.parts.flatMap((part) => numberWord(part, keyword) ?? []);
  }

  #texts(keyword: string): string[] {
    return [...new Set(this.parts.flatMap((part) => textWord(part, keyword) ?? []))];
  }
}

function typesOf(schema: Site['schema']): readonly DataType[] | undefined {
  if (typeof schema === 'boolean') return schema ? undefined : [];
  if (schema.type === undefined) return undefined;
  return [schema.type].flat().map((type) => (type === 'integer' ? 'number' : (type as DataType)));
}

function propertySites(part: Site, name: string): { site: Site; isNamed: boolean }[] {
  const named = namedSites(part, 'properties').filter(([key]) => key === name);
  const matching = namedSites(part, 'patternProperties').filter(([source]) => matches(source, name));
  const evaluated = [...named, ...matching].map(([, site]) => ({ site, isNamed: true }));
  if (evaluated.length > 0) return evaluated;
  const additional = memberSite(part, 'additionalProperties');
  return additional === undefined ? [] : [{ site: additional, isNamed: true }];
}

function itemSites(part: Site, index: number): Site[] {
  const prefix = listedSites(part, 'prefixItems');
  const site = prefix[index] ?? memberSite(part, 'items');
  return site === undefined ? [] : [site];
}

function matches(source: string, name: string): boolean {
  const pattern = readPattern(source);
  return pattern !== undefined && new RegExp(pattern.source, pattern.flags).test(name);
}
