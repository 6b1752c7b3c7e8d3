import { appendToken } from '../../generator/load/json-pointer.ts';
import type { JsonSchema } from '../../generator/model/json-schema.ts';

/** A schema together with the place where it is written. */
export interface Site {
  readonly schema: JsonSchema;
  readonly file: string;
  /** JSON Pointer. */
  readonly pointer: string;
}

/** Schemas that all apply to one value; none of them means that any value is right. */
export type Sites = readonly Site[];

export function childSite(site: Site, schema: unknown, ...tokens: readonly (string | number)[]): Site {
  return { schema: schema as JsonSchema, file: site.file, pointer: tokens.reduce<string>(appendToken, site.pointer) };
}

/** A member of a schema that holds one schema; undefined where there is none. */
export function memberSite(site: Site, keyword: string): Site | undefined {
  const value = wordOf(site, keyword);
  return value === undefined ? undefined : childSite(site, value, keyword);
}

/** The schemas that a keyword such as `allOf` lists. */
export function listedSites(site: Site, keyword: string): Site[] {
  const value = wordOf(site, keyword);
  return Array.isArray(value) ? value.map((item, index) => childSite(site, item, keyword, index)) : [];
}

/** The schemas that a keyword such as `properties` names. */
export function namedSites(site: Site, keyword: string): [string, Site][] {
  const value = wordOf(site, keyword);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, item]) => [name, childSite(site, item, keyword, name)]);
}

/** The value of a keyword; undefined where the schema does not have it. */
export function wordOf({ schema }: Site, keyword: string): unknown {
  return typeof schema === 'object' && Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}

export function numberWord(site: Site, keyword: string): number | undefined {
  const value = wordOf(site, keyword);
  return typeof value === 'number' ? value : undefined;
}

export function textWord(site: Site, keyword: string): string | undefined {
  const value = wordOf(site, keyword);
  return typeof value === 'string' ? value : undefined;
}

export function listWord(site: Site, keyword: string): readonly unknown[] | undefined {
  const value = wordOf(site, keyword);
  return Array.isArray(value) ? value : undefined;
}
