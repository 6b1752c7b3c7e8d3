import fc from 'fast-check';
import { sampleNumbers } from '../sample/sample-numbers.ts';
import type { Shape } from '../schema/shape.ts';

/** Numbers within the bounds of a shape, on its grid, bounds themselves more often than others. */
export function numberArbitrary(shape: Shape): fc.Arbitrary<number> | undefined {
  const edges = sampleNumbers(shape, []);
  const [first, ...others] = edges;
  if (first === undefined) return undefined;
  const least = Math.max(shape.least('minimum') ?? -Infinity, shape.least('exclusiveMinimum') ?? -Infinity);
  const most = Math.min(shape.most('maximum') ?? Infinity, shape.most('exclusiveMaximum') ?? Infinity);
  const [step] = shape.multiples;
  const near = fc.constantFrom(first, ...others);
  const inside = shape.isInteger || step !== undefined ? onGrid(step ?? 1, least, most) : between(least, most);
  return inside === undefined ? near : fc.oneof(near, inside);
}

/** Multiples of a step. A fraction is rounded as it would be written. */
function onGrid(step: number, least: number, most: number): fc.Arbitrary<number> | undefined {
  const [low, high] = [Math.ceil(Math.max(least, -1e12) / step), Math.floor(Math.min(most, 1e12) / step)];
  if (low > high) return undefined;
  return fc.maxSafeInteger().map((seed) => Number(((low + (Math.abs(seed) % (high - low + 1))) * step).toPrecision(14)) + 0);
}

function between(least: number, most: number): fc.Arbitrary<number> | undefined {
  if (least >= most) return undefined;
  const bounds = { ...(least === -Infinity ? {} : { min: least }), ...(most === Infinity ? {} : { max: most }) };
  return fc.double({ ...bounds, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
}
