import path from 'node:path';
import { parseSource } from '../../load/parse-source.ts';
import { RefusalList } from '../../load/refusal.ts';
import type { Source } from '../../load/source.ts';

/** Longer texts of YAML take seconds to be read with positions: their pointer has to do. */
const longestYaml = 500_000;

/** Where parts of files stand. The file that was asked for last is remembered: a document with one mistake has a thousand of them. */
export class Positions {
  #last: { readonly text: string; readonly source: Source } | undefined;

  /** `spec/openapi.yaml:12:7`, or `big.yaml#/paths/~1a` where finding the line would take too long. */
  in(file: string, pointer: string, text: string | undefined): string {
    const name = path.relative(process.cwd(), file);
    if (text === undefined) return `${name}:`;
    if (text.length > longestYaml && !/^\s*\{/.test(text)) return `${name}#${pointer}:`;
    const source = this.#last?.text === text ? this.#last.source : parseSource({ path: file, file: name, text }, new RefusalList());
    this.#last = { text, source };
    const { line, column } = source.positionOf(pointer);
    return `${name}:${line}:${column}`;
  }
}
