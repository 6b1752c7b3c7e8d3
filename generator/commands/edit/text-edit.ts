/** What makes one text of another: from `begin` on, up to `end` in the new one. */
export interface TextEdit {
  readonly begin: number;
  readonly end: number;
  /** How much longer the new text is. */
  readonly growth: number;
}

/** The shortest edit between two texts; undefined where they are equal. */
export function findEdit(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  const begin = commonLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const rest = shorter - begin;
  const tail = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  const behind = commonLength(rest, (from, to) => tail(before, from, to) === tail(after, from, to));
  return { begin, end: after.length - behind, growth: after.length - before.length };
}

const chunk = 65_536;

/** Up to where all is the same: by large steps, then by ever smaller ones. */
function commonLength(most: number, isSame: (from: number, to: number) => boolean): number {
  let length = 0;
  for (let step = chunk; step >= 1; step = step === 1 ? 0 : Math.ceil(step / 8)) {
    while (length + step <= most && isSame(length, length + step)) length += step;
  }
  return length;
}
