/** Whether a value is taken once it travels as text: a number may be read as a string of digits, and such a string as a number. */
export function readsAsText(value: unknown, accepts: (value: unknown) => boolean): boolean {
  return accepts(change(value, toText)) || accepts(change(value, fromText));
}

function change(value: unknown, convert: (scalar: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => change(item, convert));
  if (typeof value !== 'object' || value === null) return convert(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member, convert)]));
}

function toText(scalar: unknown): unknown {
  return typeof scalar === 'number' || typeof scalar === 'boolean' ? String(scalar) : scalar;
}

function fromText(scalar: unknown): unknown {
  if (scalar === 'true' || scalar === 'false') return scalar === 'true';
  return typeof scalar === 'string' && /^-?\d+(\.\d+)?$/.test(scalar) ? Number(scalar) : scalar;
}
