import { integerRanges } from '../../generator/model/formats.ts';
import type { Shape } from '../schema/shape.ts';
import { listWord, numberWord, textWord, wordOf, type Sites } from '../schema/site.ts';

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];

/** Numbers at and around every bound that the shape and the hints have, on the grid of the shape; the plainest ones first. */
export function sampleNumbers(shape: Shape, hints: Sites): number[] {
  const sites = [...shape.parts, ...shape.excluded, ...hints];
  const points = sites.flatMap((site) => [
    ...bounds.flatMap((keyword) => numberWord(site, keyword) ?? []),
    ...(integerRanges[textWord(site, 'format') ?? ''] ?? []),
    ...[...(listWord(site, 'enum') ?? []), wordOf(site, 'const')].filter((value) => typeof value === 'number'),
    ...multiplesOf(numberWord(site, 'multipleOf')),
  ]);
  const step = stepOf(shape);
  const around = [0, 1, ...points, ...Array.from({ length: 14 }, (_, index) => index * step)];
  const near = around.flatMap((point) => [point, point + step, point - step, ...(shape.isInteger ? [] : [point + 0.5, point - 0.5])]);
  const snapped = near.flatMap((value) => [Math.floor(value / step) * step, Math.ceil(value / step) * step]);
  const all = step === 1 && !shape.isInteger ? [...near, ...snapped] : snapped;
  return [...new Set(all.map(withoutNoise))].filter((value) => isWithin(value, shape));
}

/** Distance of neighbours: the least common multiple of what the value has to be divisible by. */
function stepOf({ multiples, isInteger }: Shape): number {
  const steps = isInteger ? [...multiples, 1] : multiples;
  return steps.reduce((a, b) => commonMultiple(a, b), steps[0] ?? 1);
}

function commonMultiple(a: number, b: number): number {
  for (let factor = 1; factor <= 1000; factor++) {
    const quotient = (a * factor) / b;
    if (Math.abs(quotient - Math.round(quotient)) < 1e-9) return withoutNoise(a * factor);
  }
  return a;
}

function multiplesOf(step: number | undefined): number[] {
  return step === undefined ? [] : [step, step / 2, step * 2, step * 3];
}

function withoutNoise(value: number): number {
  return Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(14));
}

function isWithin(value: number, shape: Shape): boolean {
  return (
    Number.isFinite(value) &&
    value >= (shape.least('minimum') ?? -Infinity) &&
    value <= (shape.most('maximum') ?? Infinity) &&
    value > (shape.least('exclusiveMinimum') ?? -Infinity) &&
    value < (shape.most('exclusiveMaximum') ?? Infinity)
  );
}
