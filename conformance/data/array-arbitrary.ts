import fc from 'fast-check';
import type { Shape } from '../schema/shape.ts';
import { memberSite, numberWord } from '../schema/site.ts';
import type { PartArbitrary } from './data-source.ts';

/** Longer lists than this say nothing more. */
const mostItems = 200;

/** Lists of a shape: its first items, further ones, and those that `contains` asks for. */
export function arrayArbitrary(shape: Shape, part: PartArbitrary): fc.Arbitrary<unknown[]> | undefined {
  const least = shape.least('minItems') ?? 0;
  const most = Math.min(shape.most('maxItems') ?? Infinity, Math.max(least, 1) + 3);
  if (least > mostItems || least > most) return undefined;
  const first = Array.from({ length: Math.min(shape.prefixLength, most) }, (_, index) => part(shape.item(index)));
  const known = first.findIndex((each) => each === undefined);
  const prefix = (known < 0 ? first : first.slice(0, known)).filter((each) => each !== undefined);
  const further = part(shape.item(shape.prefixLength));
  const wanted = shape.parts.flatMap((site) => {
    const contains = memberSite(site, 'contains');
    const arbitrary = contains && part([contains, ...shape.item(shape.prefixLength)]);
    return arbitrary === undefined ? [] : Array<fc.Arbitrary<unknown>>(numberWord(site, 'minContains') ?? 1).fill(arbitrary);
  });
  const count = { minLength: Math.max(0, least - prefix.length - wanted.length), maxLength: Math.max(0, most - prefix.length - wanted.length) };
  const rest = further === undefined ? fc.constant([]) : shape.isUnique ? fc.uniqueArray(further, { ...count, selector: (value) => JSON.stringify(value) }) : fc.array(further, count);
  const cut = shape.prefixLength > least ? fc.integer({ min: least, max: mostItems }) : fc.constant(mostItems);
  return fc.tuple(fc.tuple(...prefix), rest, fc.tuple(...wanted), cut).map(([head, tail, asked, length]) => [...head, ...tail, ...asked].slice(0, length));
}
