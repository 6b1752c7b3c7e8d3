/** Paragraphs as they may stand in a block comment: wrapped, an empty line between them, and unable to end it. */
export function commentLines(...paragraphs: readonly string[]): string[] {
  const lines = paragraphs.filter((paragraph) => paragraph.trim() !== '').flatMap((paragraph) => [...unwrap(paragraph), '']);
  return lines
    .map((line) => line.replaceAll('*/', '*\\/'))
    .flatMap((line) => wrap(line, 110))
    .filter((line, index, all) => line !== '' || (index > 0 && all[index - 1] !== ''))
    .slice(0, -1);
}

/** Markdown's own reading of line breaks: lines of one paragraph belong together, items of a list do not. */
function unwrap(paragraph: string): string[] {
  const lines: string[] = [];
  for (const line of paragraph.split(/\r\n|[\n\r\u2028\u2029]/).map((text) => text.trim())) {
    const previous = lines[lines.length - 1];
    if (previous === undefined || previous === '' || line === '' || /^([-*+#>|]|\d+\.|```)/.test(line)) lines.push(line);
    else lines[lines.length - 1] = `${previous} ${line}`;
  }
  return lines;
}

/** A JSDoc block, one line when it fits; an empty text when there is nothing to say. Ends with a line break. */
export function docComment(indent: string, ...paragraphs: readonly string[]): string {
  const lines = commentLines(...paragraphs);
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function wrap(line: string, width: number): string[] {
  const lines = [''];
  for (const word of line.split(/\s+/)) {
    const last = lines[lines.length - 1] ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
