import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { corpusFolder } from './documents.ts';
import { runSuite } from './json-schema-suite.ts';
import { readScore } from './published-score.ts';

const corpus = corpusFolder();
const skip = corpus === undefined && 'there is no corpus: neither ../shared/corpus nor SPECWRIGHT_CORPUS';
const cache = new URL('../../.cache', import.meta.url).pathname;
mkdirSync(cache, { recursive: true });
const scratch = mkdtempSync(path.join(cache, 'suite-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

test('generated validators do to JSON-Schema-Test-Suite what docs/json-schema.md says', { skip }, async (context) => {
  const score = await runSuite(path.join(corpus ?? '', 'jsonschema'), scratch);
  const numbersOf = (text: string) => [...text.matchAll(/^\|.*\| (\d+) \|$/gm)].map(([, total]) => total);
  if (!isSame(numbersOf(score), numbersOf(readScore()))) return context.skip('it is another version of the suite');
  assert.equal(score, readScore(), 'run test/corpus/run-json-schema-suite.ts --write, if it became better');
});

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.join() === right.join();
}
