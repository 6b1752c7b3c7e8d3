import type { Shape } from '../../schema/shape.ts';

/**
 * Whether a value of one shape could be one of the other, as far as types, listed values, and the constants of required properties tell.
 * Objects without a property in common are taken for different things, although a value could be both.
 */
export function mayMeet(a: Shape, b: Shape): boolean {
  if (!a.types.some((type) => b.types.includes(type))) return false;
  if (a.values !== undefined && b.values !== undefined && !overlap(a.values, b.values)) return false;
  const isOnlyObject = [a, b].every(({ types }) => types.includes('object') && types.length === 1);
  const names = a.declared.filter((name) => b.declared.includes(name));
  if (isOnlyObject && names.length === 0 && a.declared.length > 0 && b.declared.length > 0) return false;
  return names.every((name) => !areApart(a, b, name));
}

function areApart(a: Shape, b: Shape, name: string): boolean {
  const [left, right] = [constants(a, name), constants(b, name)];
  return left !== undefined && right !== undefined && !overlap(left, right);
}

/** What a property may be, if its schema lists it. */
function constants(shape: Shape, name: string): readonly unknown[] | undefined {
  const lists = shape.property(name).map(({ schema }) => {
    if (typeof schema === 'boolean') return undefined;
    return Object.hasOwn(schema, 'const') ? [schema.const] : Array.isArray(schema.enum) ? (schema.enum as unknown[]) : undefined;
  });
  return lists.find((list) => list !== undefined);
}

function overlap(a: readonly unknown[], b: readonly unknown[]): boolean {
  const texts = new Set(a.map((value) => JSON.stringify(value)));
  return b.some((value) => texts.has(JSON.stringify(value)));
}
