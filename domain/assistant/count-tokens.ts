/**
 * How long a text is, in words with the space before them. A language model counts in pieces of its own, which nobody knows here;
 * this is near enough to limit an answer by.
 */
export function countTokens(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
