/** `"…"` texts aside, `if(x){` becomes `if (x) {`. */
function spaced(line: string): string {
  return line.replace(/^(\s*)(if|for)\(/, '$1$2 (').replace(/\)\{$/, ') {');
}

/** Ajv ends a line with each brace that opens a block and begins one with each brace that closes it. */
export function indentCode(code: string): string {
  let depth = 0;
  return code
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      if (line.startsWith('}')) depth--;
      const indented = '  '.repeat(depth) + spaced(line);
      if (line.endsWith('{')) depth++;
      return indented;
    })
    .join('\n')
    .replaceAll(/\}\n\s*else /g, '} else ')
    .trimEnd();
}
