import type { ScalarShape, ScalarValue, Shape } from './shape.ts';

/** Up to so many are compared one by one before a value is looked at itself. */
const mostKnown = 8;

/** What a value that is one of these is expected to be. */
export function expectedOf(values: readonly ScalarValue[]): ScalarShape['expected'] {
  if (values.length <= mostKnown) return values;
  return values.every((value) => typeof value === 'string') ? 'text' : undefined;
}

/** The same of a value of these types; that it may be null as well is nothing to look for first. */
export function expectedOfTypes(types: readonly string[]): ScalarShape['expected'] {
  switch (types.find((type) => type !== 'null')) {
    case 'string': return 'text';
    case 'integer':
    case 'number': return 'number';
    case 'boolean': return [true, false];
    default: return undefined;
  }
}

/** What several scalars have in common: nothing, or what the first that lets expect something does. */
export function firstScalar(shapes: readonly Shape[]): ScalarShape | undefined {
  const scalars = shapes.filter((shape) => shape.kind === 'scalar');
  return scalars.find(({ expected }) => expected !== undefined) ?? scalars[0];
}

export function isScalarValue(value: unknown): value is ScalarValue {
  return typeof value !== 'object' || value === null;
}
