import { Refusals, refusalLine } from '../load/refusals.ts';
import type { Refusal } from '../load/refusal.ts';

type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

const codes: Record<Colour, number> = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 };

/** Colours text for a terminal; not when the output goes elsewhere, nor with NO_COLOR (https://no-color.org). */
export function paint(colour: Colour, text: string): string {
  return process.stderr.isTTY && !process.env['NO_COLOR'] ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}

/** Every refusal with the lines around its place and what to do about it. */
export function explainRefusals(error: Refusals): string {
  const count = `${error.refusals.length} ${error.refusals.length === 1 ? 'thing' : 'things'} to correct`;
  return [...error.refusals.map((refusal) => explainRefusal(refusal, error.texts.get(refusal.position.file) ?? '')), paint('bold', count)].join('\n');
}

function explainRefusal(refusal: Refusal, text: string): string {
  return `${paint('red', refusalLine(refusal))}\n${codeFrame(text, refusal.position)}  ${paint('yellow', 'hint:')} ${refusal.hint}\n`;
}

/** The line, one before it and one after it, and a mark below the column. */
function codeFrame(text: string, { line, column }: { readonly line: number; readonly column: number }): string {
  const lines = text.split('\n');
  const width = String(line + 1).length;
  return [line - 1, line, line + 1]
    .filter((number) => number >= 1 && number <= lines.length)
    .map((number) => {
      const shown = `  ${paint('dim', `${String(number).padStart(width)} |`)} ${lines[number - 1] ?? ''}\n`;
      return number === line ? `${shown}  ${' '.repeat(width)} ${paint('dim', '|')} ${' '.repeat(column - 1)}${paint('red', '^')}\n` : shown;
    })
    .join('');
}
