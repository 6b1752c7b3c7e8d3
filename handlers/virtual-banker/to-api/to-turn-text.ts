/** The most that a transcript holds. */
const longest = 16_000;

/** What was said in a turn, cut to what a transcript holds, between two characters. */
export function toTurnText(text: string): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}
