import type { Refusal } from './refusal.ts';
import { refusalLine, type Refusals } from './refusals.ts';

export interface FormatOptions {
  /** Whether to mark up with ANSI colours: for terminals only. */
  readonly colours: boolean;
}

/** Lines shown before the one that is meant. */
const linesBefore = 2;
/** Longer lines are cut around the place, so that a minified document does not flood the terminal. */
const longestLine = 120;

/**
 * Every refusal as a person wants to read it:
 *
 * ```
 * spec/x/openapi.yaml:12:7 duplicate-operation-id: getPet is also the operationId at spec/x/openapi.yaml:7
 *   Give each operation an id of its own
 *
 *   11 |     get:
 *   12 |       operationId: getPet
 *      |                    ^
 * ```
 */
export function formatRefusals(error: Refusals, options: FormatOptions): string {
  return error.refusals.map((refusal) => formatRefusal(refusal, error.texts.get(refusal.position.file), options)).join('\n');
}

function formatRefusal(refusal: Refusal, text: string | undefined, { colours }: FormatOptions): string {
  const paint = (code: number, content: string) => (colours ? `\u001b[${code}m${content}\u001b[0m` : content);
  const head = `${paint(1, refusalLine(refusal))}\n  ${paint(36, refusal.hint)}\n`;
  return text === undefined ? head : `${head}\n${codeFrame(text, refusal.position, (content) => paint(31, content))}`;
}

/** The lines up to a place, and a mark below it. */
export function codeFrame(text: string, { line, column }: { line: number; column: number }, mark: (content: string) => string): string {
  const start = Math.max(0, column - longestLine / 2);
  // Beside a line that is cut, others would be out of step.
  const first = start > 0 ? line : Math.max(1, line - linesBefore);
  const width = String(line).length;
  const shown = linesOf(text).slice(first - 1, line);
  const frame = shown.map(
    (content, index) => `  ${String(first + index).padStart(width)} | ${printable(content.slice(start, start + longestLine))}`,
  );
  return [...frame, `  ${' '.repeat(width)} | ${' '.repeat(column - 1 - start)}${mark('^')}`, ''].join('\n');
}

/** The lines of the text that was asked for last: refusals of one file follow each other, and there may be thousands. */
let latest: { readonly text: string; readonly lines: readonly string[] } = { text: '', lines: [''] };

function linesOf(text: string): readonly string[] {
  if (latest.text !== text) latest = { text, lines: text.split(/\r?\n/) };
  return latest.lines;
}

/** Tabs would shift the mark; other control characters could command the terminal. */
function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(/\p{Cc}/gu, '\u00b7');
}
