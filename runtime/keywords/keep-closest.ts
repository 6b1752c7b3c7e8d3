import type { SchemaError } from '../contract.ts';

/** The errors of one branch, and how near it came. */
interface Attempt {
  readonly errors: readonly SchemaError[];
  /** Smaller is nearer: another kind of value, then other constants, then the number of errors. */
  readonly distance: readonly number[];
}

/**
 * After no branch of `oneOf` or `anyOf` held: of the errors from `start` on only those of the branch that came closest stay.
 * `ends` says how many errors there were after each branch, `depth` how deep in the data the choice stands. Where no branch is
 * nearer than the others the result says what each of them misses, and the caller makes one error of it.
 */
export function keepClosest(errors: SchemaError[], start: number, ends: readonly (number | undefined)[], depth: number): string {
  const attempts: Attempt[] = [];
  let from = start;
  for (const end of ends) {
    if (end === undefined || end === from) continue;
    const own = errors.slice(from, end);
    attempts.push({ errors: own, distance: distanceOf(own, depth) });
    from = end;
  }
  attempts.sort((a, b) => compare(a.distance, b.distance));
  const [closest, second] = attempts;
  if (closest === undefined) return '';
  const isClear = second === undefined || compare(closest.distance, second.distance) < 0;
  errors.length = start;
  for (const error of closest.errors) errors.push(error);
  return isClear ? '' : unclear(attempts);
}

function distanceOf(errors: readonly SchemaError[], depth: number): number[] {
  const isKind = ({ keyword, instancePath }: SchemaError) => isFixed(keyword) && depthOf(instancePath) <= depth;
  const isTag = ({ keyword, instancePath }: SchemaError) => isConstant(keyword) && depthOf(instancePath) === depth + 1;
  return [errors.filter(isKind).length > 0 ? 1 : 0, errors.filter(isTag).length, errors.length];
}

function isFixed(keyword: string): boolean {
  return keyword === 'type' || isConstant(keyword);
}

function isConstant(keyword: string): boolean {
  return keyword === 'const' || keyword === 'enum' || keyword === 'discriminator';
}

function depthOf(path: string): number {
  return path.split('/').length - 1;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** `must be string, or must have required property 'a'`: what the nearest branches ask for first. */
function unclear(attempts: readonly Attempt[]): string {
  const nearest = attempts.filter(({ distance }) => compare(distance, attempts[0]?.distance ?? []) === 0);
  const wishes = new Set(nearest.map(({ errors: [first] }) => first?.message ?? ''));
  return [...wishes].slice(0, 4).join(', or ');
}
