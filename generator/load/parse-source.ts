import { LineCounter, parseDocument } from 'yaml';
import type { RefusalList } from './refusal.ts';
import { Source } from './source.ts';
import { YamlReader, type YamlProblem } from './yaml-data.ts';

/**
 * Parses YAML 1.2 (and so JSON) with positions. Every mistake is added to `refusals`; the source is returned all the same,
 * with as much as could be read.
 */
export function parseSource(input: { path: string; file: string; text: string }, refusals: RefusalList): Source {
  const lines = new LineCounter();
  const document = parseDocument(input.text, { lineCounter: lines, uniqueKeys: false, version: '1.2', prettyErrors: false });
  const reader = new YamlReader(document);
  const data = reader.read();
  const faults = [...document.errors, ...document.warnings].map((error): YamlProblem => ({
    code: 'invalid-yaml',
    message: firstLine(error.message),
    hint: 'Correct the YAML at this place',
    offset: error.pos[0],
  }));
  for (const { offset, ...problem } of faults.length > 0 ? faults : reader.problems) {
    const { line, col } = lines.linePos(offset);
    refusals.add({ ...problem, position: { file: input.file, line: Math.max(line, 1), column: Math.max(col, 1), pointer: '' } });
  }
  return new Source({ ...input, data, document, lines });
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/[.:]$/, '') ?? message;
}
