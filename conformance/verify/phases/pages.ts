import type { Parameter } from '../../../generator/model/types.ts';
import type { Subject } from '../subject.ts';
import { keyOf } from './identity.ts';
import { firstPage } from './paging.ts';

export type Query = Readonly<Record<string, unknown>>;
type Items = readonly unknown[];

export const mostPages = 4;

export interface PageFault {
  readonly message: string;
  readonly query: Query;
}

/** How a list is asked for its pages: how many items, and from where, counted in items or in pages. */
export interface Steps {
  readonly limit: Parameter;
  readonly size: number;
  readonly from: Parameter;
  readonly isOffset: boolean;
  /** By what its items are told apart. */
  readonly ids: readonly string[];
}

/** The pages of a list one after the other are the list: `all` is what comes without asking for pages. */
export async function walkPages({ limit, size, from, isOffset, ids }: Steps, all: Items, items: (query: Query) => Promise<Items | undefined>, subject: Subject): Promise<PageFault | undefined> {
  const keys = all.map((item) => keyOf(item, ids));
  const start = isOffset ? 0 : firstPage(from, subject);
  if (new Set(keys).size !== keys.length || start === undefined) return undefined;
  const seen: string[] = [];
  for (let page = 0; page < mostPages; page++) {
    const query = { [limit.name]: size, [from.name]: isOffset ? page * size : start + page };
    const came = (await items(query))?.map((item) => keyOf(item, ids));
    if (came === undefined) return undefined;
    const again = came.find((key) => seen.includes(key));
    if (again !== undefined) return { message: `${describe(query)} gave an item of an earlier page: ${again}`, query };
    seen.push(...came);
    if (came.length < size) return page === 0 && keys.length > 0 && came.length < Math.min(size, keys.length) ? { message: `${describe(query)} gave ${came.length} items, and there are ${keys.length}`, query } : leftOut(keys, seen, query);
  }
  return leftOut(keys.slice(0, seen.length), seen, { [limit.name]: size, [from.name]: start });
}

/** Lists that come in no order of their own have nothing at a known place. */
export function leftOut(expected: readonly string[], seen: readonly string[], query: Query): PageFault | undefined {
  const missing = expected.find((key) => !seen.includes(key));
  const isInOrder = seen.filter((key) => expected.includes(key)).every((key, index, all) => index === 0 || expected.indexOf(all[index - 1] ?? '') < expected.indexOf(key));
  return missing === undefined || !isInOrder ? undefined : { message: `the pages from ${describe(query)} on leave out ${missing}`, query };
}

export function describe(query: Query): string {
  return Object.entries(query).map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
