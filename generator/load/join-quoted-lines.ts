/** More lines than a text in quotes has. */
const mostLines = 60;

/**
 * The text with the lines of a text in quotes joined, which begins in the line of an offset; every character stays where it is. YAML wants
 * further lines of such a text to be indented further than the key that has it (YAML 1.2, section 7.3), and many
 * readers do not. Undefined where no quote opens there, or none closes.
 */
export function joinQuotedLines(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const opened = /^[^'"\n]*?[:-] +(['"])/.exec(text.slice(start, start + 1000));
  if (opened === null) return undefined;
  const first = start + opened[0].length;
  const end = closingQuote(text, first, opened[1] ?? '');
  const quoted = text.slice(first, end);
  if (end === -1 || !quoted.includes('\n') || quoted.split('\n').length > mostLines) return undefined;
  return text.slice(0, first) + quoted.replaceAll(/[\r\n]/g, ' ') + text.slice(end);
}

/** A quote is escaped by itself, a double one by a backslash (YAML 1.2, sections 7.3.1 and 7.3.2). */
function closingQuote(text: string, first: number, quote: string): number {
  for (let at = first; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote && quote === "'" && text[at + 1] === "'") at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}
