/** The parts of a JSON text that are outside of its strings, one after the other, and where each begins. */
export function* outsideTexts(text: string): Generator<{ readonly part: string; readonly start: number }, void, undefined> {
  for (let start = 0; start < text.length; ) {
    const quote = text.indexOf('"', start);
    yield { part: text.slice(start, quote === -1 ? text.length : quote), start };
    start = quote === -1 ? text.length : endOfString(text, quote);
  }
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
