/** Equality of JSON values (JSON Schema 2020-12 core, section 4.2.2): property order does not count, `1` equals `1.0`. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'bigint') return isSame(a, b);
  if (typeof b === 'bigint') return isSame(b, a);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && areEqualLists(a, b);
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
  );
}

function areEqualLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
}

/** `5n` equals `5`. */
function isSame(integer: bigint, other: unknown): boolean {
  return typeof other === 'number' && Number.isInteger(other) && BigInt(other) === integer;
}
