/**
 * JSON-Schema-Test-Suite through generated validators: `node --import tsx test/corpus/run-json-schema-suite.ts [folder] [--write]`.
 * Prints the score of each draft and every group of tests that does not pass; with `--write` into `docs/json-schema.md`. The
 * folder is that of the suite's drafts; default: the corpus.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpusFolder } from './documents.ts';
import { runSuite } from './json-schema-suite.ts';
import { writeScore } from './published-score.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean', default: false } } });
const corpus = corpusFolder();
const suite = positionals[0] ?? (corpus && path.join(corpus, 'jsonschema'));
if (suite === undefined) throw new Error('there is no corpus: neither ../shared/corpus nor SPECWRIGHT_CORPUS');
const cache = new URL('../../.cache', import.meta.url).pathname;
mkdirSync(cache, { recursive: true });
const scratch = mkdtempSync(path.join(cache, 'suite-'));
try {
  const score = await runSuite(suite, scratch);
  console.log(score);
  if (values.write) writeScore(score);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
