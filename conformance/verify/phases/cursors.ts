import type { Parameter } from '../../../generator/model/types.ts';
import type { WireResponse } from '../http/wire.ts';
import type { Subject } from '../subject.ts';
import { isSuccess, itemsIn, jsonOf } from './answers.ts';
import { keyOf } from './identity.ts';
import { isMembers } from './same-value.ts';
import { describe, leftOut, mostPages, type PageFault, type Query } from './pages.ts';

/** How a list is gone on with: by what the answer before has told. */
export interface Following {
  readonly parameter: Parameter;
  readonly query: Query;
  readonly size: number;
  /** By what its items are told apart. */
  readonly ids: readonly string[];
}

/** Follows what answers tell of the next page: nothing comes twice, and nothing is left out. */
export async function followCursors({ parameter, query, size, ids }: Following, all: readonly unknown[], ask: (query: Query) => Promise<WireResponse | undefined>, subject: Subject): Promise<PageFault | undefined> {
  const keys = all.map((item) => keyOf(item, ids));
  const seen: string[] = [];
  let asked = query;
  for (let page = 0; page < mostPages; page++) {
    const response = await ask(asked);
    const items = isSuccess(response) ? itemsIn(response)?.map((item) => keyOf(item, ids)) : undefined;
    if (response === undefined || items === undefined) return undefined;
    const again = items.find((key) => seen.includes(key));
    if (again !== undefined) return { message: `${describe(asked)} gave an item of an earlier page: ${again}`, query: asked };
    seen.push(...items);
    const next = cursorIn(jsonOf(response));
    if (next === undefined) return undefined;
    if (next === null) return items.length === size && keys.length > seen.length ? { message: `after ${seen.length} of ${keys.length} items the list says that it is over`, query: asked } : undefined;
    if (!subject.accepts(parameter, next)) return undefined;
    asked = { ...query, [parameter.name]: next };
  }
  return leftOut(keys.slice(0, seen.length), seen, query);
}

/** Where the next page begins, as the answer or its part about pages says; null where it says that there is none, undefined where it says nothing. */
export function cursorIn(value: unknown, depth = 0): string | null | undefined {
  if (!isMembers(value)) return undefined;
  const own = Object.entries(value).find(([name, member]) => /^(next|cursor|next_?(cursor|token|page_?token)|continuation(_?token)?)$/i.test(name) && (member === null || (typeof member === 'string' && member !== '' && !/^https?:|\//.test(member))));
  if (own !== undefined) return own[1] as string | null;
  return depth > 0 ? undefined : Object.values(value).map((member) => cursorIn(member, depth + 1)).find((found) => found !== undefined);
}
