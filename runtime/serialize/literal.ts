/** Text that is known when a module is loaded, in words of eight bytes. */
export interface Literal {
  readonly words: Float64Array;
  /** In bytes. */
  readonly length: number;
}

/** Before a value that stands by itself. */
export const noName: Literal = { words: new Float64Array(0), length: 0 };

/** `,"name":` — the comma of an object's first property becomes its brace, see closeObject. */
export function propertyKey(name: string): Literal {
  return literal(`,${quote(name)}:`);
}

/** A property that usually has one of a few values: `,"name":value` of each. */
export interface KnownValues {
  readonly name: Literal;
  readonly values: readonly unknown[];
  /** In the same order. */
  readonly literals: readonly Literal[];
}

export function knownValues(name: string, values: readonly (string | number | boolean | null)[]): KnownValues {
  const literals = values.map((value) => literal(`,${quote(name)}:${quote(value)}`));
  return { name: propertyKey(name), values, literals };
}

/** Also escapes DEL: without its byte no eight bytes of UTF-8 are a NaN, whose bits might change on the way. */
function quote(value: string | number | boolean | null): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}

function literal(text: string): Literal {
  const bytes = Buffer.from(text);
  const padded = Buffer.concat([bytes, Buffer.alloc(7)]);
  const words = Float64Array.from({ length: Math.ceil(bytes.length / 8) }, (_, index) => padded.readDoubleLE(8 * index));
  return { words, length: bytes.length };
}
