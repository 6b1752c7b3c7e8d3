import type { Operation } from '../../../generator/model/types.ts';
import type { Case } from '../case.ts';
import { coercion } from '../inputs/mutations.ts';
import type { Subject } from '../subject.ts';

/** Cases that seldom tell more than others have told: the next letters to those of a pattern, other types, further members of a list. */
function rankOf({ at: { keyword }, about, phase }: Case): number {
  if (keyword === 'pattern' && / at the edge /.test(about)) return 2;
  if (keyword === 'null') return 2;
  if (keyword === coercion || keyword === 'type') return 1;
  return phase === 'coverage' && ['enum', 'minLength', 'maxLength of letters'].includes(keyword) ? 1 : 0;
}

/** The most telling cases first, since there may be no room for all; only these where another operation is sent the same bodies in full. */
export function mostTelling(cases: Iterable<Case>, operation: Operation, { operations }: Subject): { readonly chosen: readonly Case[]; readonly left: readonly Case[] } {
  const all = [...cases];
  const [first = [], ...others] = [0, 1, 2].map((rank) => all.filter((each) => rankOf(each) === rank));
  const isRepeated = isLikeEarlier(operation, operations.slice(0, operations.indexOf(operation)));
  return isRepeated ? { chosen: first, left: others.flat() } : { chosen: [...first, ...others.flat()], left: [] };
}

/** Whether its bodies are made of what those of an earlier one are made of. */
function isLikeEarlier(operation: Operation, earlier: readonly Operation[]): boolean {
  const own = partsOf(operation);
  return own.length > 0 && earlier.some((each) => own.every((part) => partsOf(each).includes(part)));
}

/** The components that a body refers to; its own words where it refers to none. */
function partsOf({ body }: Operation): readonly string[] {
  const schema = JSON.stringify(body?.contents[0]?.schema) ?? '';
  const references = schema.match(/"\$ref":"[^"]+"/g);
  return references ?? (schema === '' ? [] : [schema]);
}
