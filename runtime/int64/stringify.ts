/**
 * JSON of a value that may hold bigints, each with all of its digits; otherwise what `JSON.stringify` writes. A value without bigints
 * costs nothing more.
 */
export function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError && error.message.includes('BigInt')) return textOf(value, '');
    throw error;
  }
}

function textOf(value: unknown, name: string): string | undefined {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === 'function') return textOf(toJSON.call(value, name) as unknown, name);
  if (Array.isArray(value)) return `[${value.map((item, index) => textOf(item, String(index)) ?? 'null').join(',')}]`;
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return JSON.stringify(value);
  return `{${Object.entries(value).flatMap(([key, member]) => memberText(key, member)).join(',')}}`;
}

function memberText(name: string, value: unknown): string[] {
  const text = textOf(value, name);
  return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
}
