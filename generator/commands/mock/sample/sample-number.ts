import { integerRanges } from '../../../model/formats.ts';
import { Unsatisfiable, type Keywords } from './flat-schema.ts';
import type { Random } from './random.ts';

/** A number within its bounds; a small one where there are none. */
export function sampleNumber(schema: Keywords, isInteger: boolean, random: Random): number {
  const step = schema.multipleOf ?? (isInteger ? 1 : 0.01);
  // A step that is no whole number still has whole multiples.
  const whole = isInteger && !Number.isInteger(step) ? wholeStep(step) : step;
  const [low, high] = bounds(schema, whole);
  if (low > high) return betweenSteps(schema, isInteger);
  const count = random.between(low, Math.min(high, low + 999));
  return clean(count * whole, whole);
}

/** First and last multiple of the step within the bounds. */
function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, format }: Keywords, step: number): [number, number] {
  const [smallest, largest] = integerRanges[format ?? ''] ?? [-Infinity, Infinity];
  const least = Math.max(minimum ?? smallest, exclusiveMinimum ?? smallest, smallest);
  const most = Math.min(maximum ?? largest, exclusiveMaximum ?? largest, largest);
  // What lies beyond is not carried exactly, and is taken for no bound.
  const isOpen = least < Number.MIN_SAFE_INTEGER;
  let low = isOpen ? Math.min(1, Math.floor(most / step) - 999) : Math.ceil(clean(least / step, 1e-9));
  let high = most === Infinity ? Infinity : Math.floor(clean(most / step, 1e-9));
  if (low * step <= (exclusiveMinimum ?? -Infinity)) low += 1;
  if (high * step >= (exclusiveMaximum ?? Infinity)) high -= 1;
  if (low === -Infinity || Number.isNaN(low)) low = 1;
  return [isOpen && high >= 1 ? Math.max(low, 1) : low, high];
}

/** Bounds closer to each other than a hundredth. */
function betweenSteps({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Keywords, isInteger: boolean): number {
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  if (isInteger || multipleOf !== undefined || low > high) throw new Unsatisfiable('no number lies within the bounds');
  return (low + high) / 2;
}

function wholeStep(step: number): number {
  for (let factor = 1; factor <= 10_000; factor += 1) if (Number.isInteger(clean(step * factor, 1e-9))) return clean(step * factor, 1e-9);
  throw new Unsatisfiable('no multiple is a whole number');
}

/** Without the dust that binary fractions leave. */
function clean(value: number, step: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  const digits = Math.min(12, (String(step).split('.')[1]?.length ?? Number(String(step).split('e-')[1] ?? 0)) || 0);
  return Number(value.toFixed(digits));
}
