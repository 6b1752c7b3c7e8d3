import type { Operation } from '../../../generator/model/types.ts';
import type { Input } from '../case.ts';
import { headerOf, type WireResponse } from '../http/wire.ts';
import type { Subject } from '../subject.ts';
import { isSuccess, itemsIn, jsonOf } from './answers.ts';
import { cursorIn } from './cursors.ts';
import type { Query } from './pages.ts';
import { firstPage, pagingOf, type Paging } from './paging.ts';
import { isMembers } from './same-value.ts';

export interface WholeList {
  readonly items: readonly unknown[];
  /** Whether all of it came, and not only its first pages. */
  readonly isWhole: boolean;
}

const mostPages = 8;
const sizes = [1000, 500, 250, 200, 100, 50, 30, 25, 20, 10, 5];

/** A list with as many items at a time as there may be, page after page. */
export async function readWhole(list: Operation, input: Input, subject: Subject, ask: (input: Input) => Promise<WireResponse | undefined>): Promise<WholeList | undefined> {
  const paging = pagingOf(list);
  const { limit } = paging;
  const size = limit && sizes.find((each) => subject.accepts(limit, each));
  const asked: Query = limit === undefined || size === undefined ? {} : { [limit.name]: size };
  const items: unknown[] = [];
  let from: Query | undefined = {};
  for (let page = 0; page < mostPages; page++) {
    const response = await ask({ ...input, query: { ...input.query, ...asked, ...from } });
    const came = isSuccess(response) ? itemsIn(response) : undefined;
    if (response === undefined || came === undefined) return page === 0 ? undefined : { items, isWhole: false };
    items.push(...came);
    const isFull = came.length > 0 && (size === undefined ? page === 0 || came.length * (page + 1) === items.length : came.length >= size);
    from = nextOf(paging, response, items.length, page + 1, subject);
    if (from === undefined || !isFull) return { items, isWhole: !isFull || !saysMore(paging, response) };
  }
  return { items, isWhole: false };
}

/** From where the next page is asked for; undefined where there is none, or no way to ask for it. */
function nextOf({ offset, page, cursor }: Paging, response: WireResponse, count: number, turn: number, subject: Subject): Query | undefined {
  const next = cursor && cursorIn(jsonOf(response));
  if (cursor !== undefined) return typeof next === 'string' && subject.accepts(cursor, next) ? { [cursor.name]: next } : undefined;
  if (offset !== undefined) return { [offset.name]: count };
  const first = page && firstPage(page, subject);
  return page === undefined || first === undefined ? undefined : { [page.name]: first + turn };
}

/** What cannot be gone on with may still go on. */
function saysMore({ cursor, limit }: Paging, response: WireResponse): boolean {
  const value = jsonOf(response);
  if (cursor !== undefined) return cursorIn(value) !== null;
  if (/rel="?next/.test(headerOf(response, 'link') ?? '')) return true;
  return limit !== undefined || (isMembers(value) && Object.entries(value).some(([name, member]) => /next|more|total|pages/i.test(name) && Boolean(member)));
}

/** What a list says of how many items it has in all: only names that cannot mean a page. */
export function totalIn(response: WireResponse | undefined): number | undefined {
  if (!isSuccess(response)) return undefined;
  const header = headerOf(response, 'x-total-count');
  if (header !== undefined && /^\d+$/.test(header)) return Number(header);
  return totalOf(jsonOf(response), 0);
}

function totalOf(value: unknown, depth: number): number | undefined {
  if (!isMembers(value)) return undefined;
  const own = Object.entries(value).find(([name, member]) => /^total_?(count|items|elements|results|records)?$/i.test(name) && typeof member === 'number');
  return own === undefined && depth === 0 ? Object.values(value).map((member) => totalOf(member, 1)).find((found) => found !== undefined) : (own?.[1] as number | undefined);
}
