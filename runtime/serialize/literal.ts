/** Text that is known when a module is loaded, in words of eight bytes. */
export interface Literal {
  readonly words: Float64Array;
  /** In bytes. */
  readonly length: number;
}

/** `,"name":` — the comma of an object's first property becomes its brace, see closeObject. */
export function propertyKey(name: string): Literal {
  return literal(`,${quoteName(name)}:`);
}

/** Also escapes DEL: without its byte no eight bytes of UTF-8 are a NaN, whose bits might change on the way. */
function quoteName(name: string): string {
  return JSON.stringify(name).replaceAll('\u007f', '\\u007f');
}

function literal(text: string): Literal {
  const bytes = Buffer.from(text);
  const padded = Buffer.concat([bytes, Buffer.alloc(7)]);
  const words = Float64Array.from({ length: Math.ceil(bytes.length / 8) }, (_, index) => padded.readDoubleLE(8 * index));
  return { words, length: bytes.length };
}
