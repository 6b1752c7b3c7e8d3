/** Two places of a list. */
export interface Duplicate {
  readonly i: number;
  /** The earlier one. */
  readonly j: number;
}

/**
 * The first item that equals one before it, as isEqual says; undefined where all differ. In one walk over the list: to compare
 * each item with each other one would let a client who sends a long list keep the service busy for minutes.
 */
export function findDuplicate(items: readonly unknown[]): Duplicate | undefined {
  if (items.length < 2) return undefined;
  const scalars = new Map<unknown, number>();
  const texts = new Map<unknown, number>();
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    const isWhole = typeof item === 'object' && item !== null;
    const places = isWhole ? texts : scalars;
    const key = isWhole ? canonicalText(item) : item;
    const j = places.get(key);
    if (j !== undefined) return { i, j };
    places.set(key, i);
  }
  return undefined;
}

/** The same text for equal values, whatever the order of their properties. */
function canonicalText(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const properties = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${properties.map(([name, item]) => `${JSON.stringify(name)}:${canonicalText(item)}`).join(',')}}`;
}
