import type { Operation } from '../../../generator/model/types.ts';
import type { Case } from '../case.ts';
import { coercion } from '../inputs/mutations.ts';
import type { Subject } from '../subject.ts';

/** Cases that seldom tell more than others have told: the next letters to those of a pattern, other types, further members of a list. */
function rankOf({ at: { keyword }, about, phase }: Case): number {
  if (keyword === 'pattern' && / at the edge /.test(about)) return 2;
  if (keyword === 'null') return 2;
  if (keyword === coercion || keyword === 'type') return 1;
  return phase === 'coverage' && keyword === 'enum' ? 1 : 0;
}

/** The most telling cases first, since there may be no room for all; only these where another operation is sent the same bodies in full. */
export function mostTelling(cases: Iterable<Case>, operation: Operation, { operations }: Subject): { readonly chosen: readonly Case[]; readonly left: readonly Case[] } {
  const all = [...cases];
  const [first = [], ...others] = [0, 1, 2].map((rank) => all.filter((each) => rankOf(each) === rank));
  const isRepeated = schemaOf(operation) !== undefined && operations.find((each) => schemaOf(each) === schemaOf(operation)) !== operation;
  return isRepeated ? { chosen: first, left: others.flat() } : { chosen: [...first, ...others.flat()], left: [] };
}

function schemaOf({ body }: Operation): string | undefined {
  const [content] = body?.contents ?? [];
  return content?.schema === undefined ? undefined : JSON.stringify(content.schema);
}
