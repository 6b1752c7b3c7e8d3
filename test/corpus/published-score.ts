import { readFileSync, writeFileSync } from 'node:fs';

const page = new URL('../../docs/json-schema.md', import.meta.url);
const mark = '<!-- written by test/corpus/run-json-schema-suite.ts -->\n';

/** The score that `docs/json-schema.md` tells. */
export function readScore(): string {
  return readFileSync(page, 'utf8').split(mark)[1] ?? '';
}

export function writeScore(score: string): void {
  const [words = ''] = readFileSync(page, 'utf8').split(mark);
  writeFileSync(page, words + mark + score);
}
