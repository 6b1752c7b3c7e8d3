import path from 'node:path';
import { parseSource } from '../../load/parse-source.ts';
import { RefusalList } from '../../load/refusal.ts';

/** Longer texts of YAML take seconds to be read with positions: their pointer has to do. */
const longestYaml = 500_000;

/** `spec/openapi.yaml:12:7`, or `big.yaml#/paths/~1a` where finding the line would take too long. */
export function positionIn(file: string, pointer: string, text: string | undefined): string {
  const name = path.relative(process.cwd(), file);
  if (text === undefined) return `${name}:`;
  if (text.length > longestYaml && !/^\s*\{/.test(text)) return `${name}#${pointer}:`;
  const { line, column } = parseSource({ path: file, file: name, text }, new RefusalList()).positionOf(pointer);
  return `${name}:${line}:${column}`;
}
