/** Paragraphs as they may stand in a block comment: wrapped, an empty line between them, and unable to end it. */
export function commentLines(...paragraphs: readonly string[]): string[] {
  return paragraphs
    .filter((paragraph) => paragraph.trim() !== '')
    .flatMap((paragraph) => [...paragraph.split(/\r\n|[\n\r\u2028\u2029]/), ''])
    .map((line) => line.replaceAll('*/', '*\\/').trim())
    .flatMap((line) => wrap(line, 110))
    .filter((line, index, lines) => line !== '' || (index > 0 && lines[index - 1] !== ''))
    .filter((line, index, lines) => line !== '' || index < lines.length - 1);
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
