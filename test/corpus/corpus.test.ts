import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { checkTypes } from './check-types.ts';
import { corpusDocuments, corpusFolder } from './documents.ts';
import { generateDocument } from './generate-document.ts';

/** Small ones of different origin; `run-corpus.ts` takes all of them. */
const chosen = [
  'openapi/examples/oai-3.0-petstore-expanded.yaml',
  'openapi/examples/readme-3.1/petstore-simple.json',
  'openapi/examples/ogen-positive/array_element_discrimination.json',
  'openapi/examples/oapicodegen-openapi31-spec.yaml',
  'openapi/examples/oai-3.0-callback-example.yaml',
  'openapi/examples/ogen-positive/nullable_type_list.yml',
  'openapi/examples/kin/callbacks.yml',
];

const corpus = corpusFolder();
const skip = corpus === undefined && 'there is no corpus: neither ../shared/corpus nor SPECWRIGHT_CORPUS';
const cache = new URL('../../.cache', import.meta.url).pathname;
mkdirSync(cache, { recursive: true });
const scratch = mkdtempSync(path.join(cache, 'corpus-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

test('documents that others wrote are generated completely, their services answer as their mocks do, and no code has a type error', { skip }, async () => {
  const documents = corpusDocuments(corpus ?? '').filter(({ file }) => chosen.includes(file));
  for (const [index, document] of documents.entries()) {
    const project = path.join(scratch, String(index));
    const generation = { corpus: corpus ?? '', project, lenient: false, start: true };
    const { outcome, error, refusals, service } = await generateDocument(document, generation);
    assert.equal(outcome, 'generated', `${document.file}: ${error ?? JSON.stringify(refusals)}`);
    assert.deepEqual(service?.faults ?? [], [], document.file);
  }
  const projects = documents.map((_, index) => path.join(scratch, String(index)));
  assert.deepEqual([...checkTypes(projects).values()].flat(), []);
});

test('what is wrong with a document is said at its place', { skip }, async () => {
  const document = corpusDocuments(corpus ?? '').find(({ file }) => file.endsWith('ogen-negative/cyclic/allOf_double.json'));
  assert.ok(document);
  const { refusals } = await generateDocument(document, { corpus: corpus ?? '', project: scratch, lenient: false });
  assert.deepEqual(
    refusals.map(({ at, code }) => `${at} ${code}`),
    ['allOf_double.json:27:15 circular-reference'],
  );
});
