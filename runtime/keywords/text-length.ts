/** Length in code points, as JSON Schema counts it (2020-12 validation, section 6.3.1). */
export function textLength(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at += isPair(text, at) ? 2 : 1) length++;
  return length;
}

/** More than `limit` code points. A code point is one or two code units, so most texts need no counting. */
export function isLonger(text: string, limit: number): boolean {
  return text.length > limit && (text.length > 2 * limit || textLength(text) > limit);
}

/** Fewer than `limit` code points. */
export function isShorter(text: string, limit: number): boolean {
  return text.length < limit || (text.length < 2 * limit && textLength(text) < limit);
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
