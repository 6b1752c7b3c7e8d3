import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { MachineCache } from '../../../generator/load/machine-cache.ts';
import { partValidator } from '../../../generator/load/published-schema.ts';
import { quickCheck } from '../../../generator/load/quick-check.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'quick-check-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const cache = new MachineCache(folder);

const contract = path.resolve(import.meta.dirname, '../../../spec/virtual-banker/openapi.yaml');
const text = JSON.stringify(parse(readFileSync(contract, 'utf8')));

/** The same with one name or value in it spoilt. */
function spoilt(choice: number, word: unknown): unknown {
  const places = [...text.matchAll(/"(?:[^"\\]|\\.)*"|\d+|true|false/g)];
  const place = places[choice % places.length];
  const isKey = text[(place?.index ?? 0) + (place?.[0].length ?? 0)] === ':';
  const value = JSON.stringify(isKey ? String(word) : word);
  return JSON.parse(text.slice(0, place?.index) + value + text.slice((place?.index ?? 0) + (place?.[0].length ?? 0)));
}

for (const edition of ['3.0', '3.1', '3.2'] as const) {
  test(`the quick check of ${edition} takes and refuses what the slow one does`, () => {
    const check = quickCheck(edition, 'document', cache);
    const validate = partValidator(edition, 'document');
    const words = fc.constantFrom<unknown>('', 'x', 'schema', 'in', 5, null, true, [], {});
    fc.assert(
      fc.property(fc.nat(), words, (choice, word) => {
        const document = { ...(spoilt(choice, word) as object), openapi: `${edition}.0` };
        assert.equal(check(document), validate(document));
      }),
      { numRuns: 150 },
    );
  });
}
