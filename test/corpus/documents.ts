import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A document of the corpus. */
export interface CorpusDocument {
  /** Relative to the corpus. */
  readonly file: string;
  readonly kind: 'openapi' | 'asyncapi';
  readonly version: string;
  readonly operations: number;
}

const beside = new URL('../../../shared/corpus', import.meta.url).pathname;

/** The folder of the corpus: `SPECWRIGHT_CORPUS`, or `shared/corpus` beside the repository; undefined where it is absent. */
export function corpusFolder(): string | undefined {
  const folder = path.resolve(process.env['SPECWRIGHT_CORPUS'] ?? beside);
  return existsSync(path.join(folder, 'INDEX.tsv')) ? folder : undefined;
}

/** Whole documents of both kinds, as `INDEX.tsv` lists them. */
export function corpusDocuments(corpus: string): CorpusDocument[] {
  const [header = '', ...lines] = readFileSync(path.join(corpus, 'INDEX.tsv'), 'utf8').trim().split('\n');
  const columns = header.split('\t');
  return lines.flatMap((line) => {
    const row = Object.fromEntries(line.split('\t').map((cell, index) => [columns[index] ?? '', cell]));
    const { file = '', kind, version = '', operations } = row;
    return kind === 'openapi' || kind === 'asyncapi' ? [{ file, kind, version, operations: Number(operations) || 0 }] : [];
  });
}
