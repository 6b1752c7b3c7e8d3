import { ExactInteger } from '../../../generator/load/exact-integer.ts';
import type { Shape } from '../../schema/shape.ts';

/** Letters that are escaped, cut, or read in another character set where somebody is careless; blanks only within. */
const text = `Zoë's "7 < 8" & 日本`;
const longest = 300;

/** Values of a shape that show what a server does to them: long texts of many letters, fractions, large integers, true rather than false. */
export function tellingValues(shape: Shape, current: unknown): unknown[] {
  if (shape.values !== undefined) return [];
  if (shape.types.includes('boolean')) return [true];
  if (shape.types.includes('number')) return [...numbers(shape), current].filter((value) => value !== undefined);
  if (!shape.types.includes('string') || shape.patterns.length > 0 || shape.formats.length > 0) return [];
  const most = Math.min(shape.most('maxLength') ?? longest, longest);
  // Names may have to differ: what they were called stays before it.
  const start = typeof current === 'string' ? current : '';
  const whole = [...`${start}${text}`];
  const filled = [...whole, ...'x'.repeat(Math.max(0, most - whole.length))];
  return [filled.slice(0, most).join('').trim(), [...start, ...text].slice(0, most).join('').trim()];
}

/** Integers of 64 bits that become others where somebody reads JSON as JavaScript does; the largest that fits is taken. */
export function longIntegers({ formats, isInteger, values }: Shape): ExactInteger[] {
  const isLong = isInteger && values === undefined && formats.some((format) => format === 'int64' || format === 'uint64');
  return isLong ? [new ExactInteger(2n ** 63n - 1n), new ExactInteger(2n ** 53n + 1n)] : [];
}

function numbers(shape: Shape): number[] {
  const least = shape.least('minimum') ?? shape.least('exclusiveMinimum') ?? 0;
  const most = shape.most('maximum') ?? shape.most('exclusiveMaximum');
  if (shape.isInteger) return [most ?? largest(shape.formats), (most ?? largest(shape.formats)) - 1];
  if (shape.multiples.length > 0) return [];
  return [Math.floor(((most ?? least + 1000) + least) / 2) + 0.5, least + 0.5];
}

/** What is declared as such fits into as many bits. */
function largest(formats: readonly string[]): number {
  return formats.includes('int64') ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
}
