import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { YamlReader } from '../../load/yaml-data.ts';
import { Source } from '../../load/source.ts';

/** Longer texts take seconds to be read with positions: their pointer has to do. */
const longestText = 500_000;

/** `spec/openapi.yaml:12:7`, or `big.json#/paths/~1a` where finding the line would take too long. */
export function positionIn(file: string, pointer: string, text: string | undefined): string {
  const name = path.relative(process.cwd(), file);
  if (text === undefined) return `${name}:`;
  if (text.length > longestText) return `${name}#${pointer}:`;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const source = new Source({ path: file, file: name, text, data: new YamlReader(document).read(), document, lines });
  const { line, column } = source.positionOf(pointer);
  return `${name}:${line}:${column}`;
}
