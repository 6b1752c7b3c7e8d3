import { codeFrame } from '../../load/format-refusals.ts';
import type { Finding } from '../finding.ts';
import type { Report } from './report.ts';

const codes = { bold: 1, red: 31, yellow: 33, cyan: 36 } as const;

/**
 * Each finding with its place, what to do, and the lines it is about:
 *
 * ```
 * spec/pets/openapi.yaml:12:7 warning operation-summary: …
 *   Lists of operations and generated comments show the summary
 *
 *   11 |   /pets:
 *   12 |     get:
 *      |     ^
 * ```
 */
export function reportForPeople({ findings, texts, colours }: Report): string {
  const paint = (colour: keyof typeof codes, text: string) => (colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
  return findings.map((finding) => `${paragraph(finding)}\n`).join('');

  function paragraph({ rule, severity, message, hint, position }: Finding): string {
    const { file, line, column } = position;
    const [colour, word] = severity === 'error' ? (['red', 'error'] as const) : (['yellow', 'warning'] as const);
    const head = `${paint('bold', `${file}:${line}:${column}`)} ${paint(colour, word)} ${rule}: ${message}\n  ${paint('cyan', hint)}\n`;
    const text = texts.get(file);
    return text === undefined ? head : `${head}\n${codeFrame(text, position, (mark) => paint(colour, mark))}`;
  }
}
