import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { LastOutputs } from '../../generator/emit/output-file.ts';
import { emitAll } from '../../generator/emit/plan.ts';
import { rulesDigest } from '../../generator/emit/rules-digest.ts';
import { RecordedOutputs, recordGeneration } from '../../generator/files/generation-record.ts';
import { writeOutputs } from '../../generator/files/write-outputs.ts';
import { TextCache } from '../../generator/load/text-cache.ts';
import { loadApi } from '../../generator/model/load-api.ts';
import { contractFolder } from './contract-folder.ts';

type Json = Record<string, unknown>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json) => ({ description: 'OK', content: { 'application/json': { schema } } });

/** What an edit may change: each part has a few forms, of which some break samples and some lead to other components. */
const parts = {
  age: [{ type: 'integer', default: 3 }, { type: 'integer', default: 'three' }, { type: 'string', format: 'date', example: 'no date' }],
  friend: [ref('Owner'), ref('Pet'), { type: 'array', items: ref('Owner') }, { anyOf: [ref('Owner'), { type: 'string' }] }],
  owner: [{ type: 'string', pattern: '^a' }, { type: 'object', required: ['constructor'], properties: { constructor: { type: 'string' } } }, ref('Place')],
  place: [{ type: 'object', properties: { since: { type: 'string', readOnly: true } } }, { type: 'integer', maximum: 9 }],
  limit: [{ type: 'integer' }, { type: 'integer', default: 'many' }, { type: 'array', items: { type: 'string' } }],
  answer: [ref('Pet'), ref('Owner'), { type: 'array', items: ref('Pet') }, { type: 'object', unevaluatedProperties: false }],
  tag: ['pets', 'owners'],
  name: ['Place', 'place-2'],
  note: ['A pet.', 'It is a *pet*.'],
  told: [{ description: { type: 'string' } }, { description: { type: 'integer' } }, { title: { type: 'string' } }],
} as const;

type Choice = Record<keyof typeof parts, number>;

/** As JSON, or as YAML; with so many more operations. */
function documentOf(choice: Choice, isYaml: boolean, more = 0): string {
  const part = (name: keyof typeof parts) => parts[name][choice[name] % parts[name].length];
  const text = JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Zoo', version: '1' },
    paths: {
      '/pets/{id}': {
        get: {
          operationId: 'getPet',
          summary: part('note'),
          tags: [part('tag')],
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }, { name: 'limit', in: 'query', schema: part('limit') }],
          responses: { 200: json(part('answer') as Json) },
        },
        put: {
          operationId: 'putPet',
          tags: ['pets'],
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: { content: { 'application/json': { schema: ref('Pet') } } },
          responses: { 200: json(ref('Pet')) },
        },
      },
      ...Object.fromEntries(Array.from({ length: more }, (_, index) => [`/more/${index}`, { get: { operationId: `more${index}`, responses: { 200: json(ref('Owner')) } } }])),
    },
    components: {
      schemas: {
        Pet: { type: 'object', description: part('note'), properties: { age: part('age'), friend: part('friend'), told: { title: part('note'), type: 'object', properties: part('told') } } },
        Owner: part('owner'),
        Place: part('place'),
      },
    },
  });
  const named = text.replaceAll(/(?<="|\/)Place(?=")/g, parts.name[choice.name % 2] ?? '');
  return isYaml ? stringify(JSON.parse(named), { aliasDuplicateObjects: false }) : named;
}

interface Run {
  readonly files: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

let recalled = 0;

function watched(last: RecordedOutputs): LastOutputs {
  const recall = (key: string) => {
    const known = last.recall(key);
    if (known !== undefined) recalled++;
    return known;
  };
  return { recall, keep: (key, outputs) => last.keep(key, outputs) };
}

/** As the command does, below the folder that holds `cache`. */
async function generate(folder: string, cache: string | false): Promise<Run> {
  const { api, warnings } = await loadApi(folder, { base: folder, cache });
  const texts = new TextCache(cache === false ? undefined : path.join(cache, 'api.texts'));
  const recorded = { root: path.dirname(folder), name: 'api' };
  const last = new RecordedOutputs(recorded);
  const outputs = emitAll(api, texts, cache === false ? undefined : watched(last));
  texts.save();
  if (cache !== false) {
    writeOutputs(path.join(recorded.root, 'generated/api'), outputs, cache);
    recordGeneration(recorded, [], outputs, { kept: last.kept });
  }
  return { files: new Map(outputs.map((file) => [file.path, file.text])), warnings: warnings.map((warning) => JSON.stringify(warning)) };
}

test('after any series of edits, what a generation remembers gives the bytes that one without memory gives', async () => {
  const choice = fc.record(Object.fromEntries(Object.keys(parts).map((name) => [name, fc.nat(3)])) as Record<keyof typeof parts, fc.Arbitrary<number>>);
  const series = fc.array(choice, { minLength: 3, maxLength: 3, size: 'max' });
  await fc.assert(
    fc.asyncProperty(series, fc.boolean(), async (choices, isYaml) => {
      const file = `openapi.${isYaml ? 'yaml' : 'json'}`;
      const folder = contractFolder({ [file]: '{}' });
      for (const edited of choices) {
        writeFileSync(path.join(folder, file), documentOf(edited, isYaml));
        const incremental = await generate(folder, path.join(folder, '..', 'cache'));
        assert.deepEqual(incremental, await generate(folder, false));
      }
    }),
    { numRuns: 4 },
  );
});

test('so it does where operations have modules of their own', async () => {
  const folder = contractFolder({ 'openapi.json': '{}' });
  const same = { age: 0, friend: 0, owner: 1, place: 0, limit: 0, answer: 0, tag: 0, name: 0, note: 0, told: 0 };
  recalled = 0;
  for (const edited of [same, { ...same, note: 1 }, { ...same, age: 2, answer: 1, note: 1 }, { ...same, tag: 1, name: 1 }]) {
    writeFileSync(path.join(folder, 'openapi.json'), documentOf(edited, false, 120));
    const incremental = await generate(folder, path.join(folder, '..', 'cache'));
    assert.equal(incremental.files.has('routes/default/more7.parts.js'), true);
    assert.deepEqual(incremental, await generate(folder, false));
  }
  assert.equal(recalled, 1, 'of an edit of notes');
});

test('what is printed of the rules of a contract is kept while only notes change, and no longer', async () => {
  const keyOf = async (choice: Partial<Choice>) => {
    const folder = contractFolder({ 'openapi.json': documentOf({ ...first, ...choice }, false) });
    return rulesDigest((await loadApi(folder, { base: folder, cache: false })).api);
  };
  const first = { age: 0, friend: 0, owner: 0, place: 0, limit: 0, answer: 0, tag: 0, name: 0, note: 0, told: 0 };
  const key = await keyOf({});
  assert.equal(await keyOf({ note: 1 }), key);
  for (const choice of [{ told: 1 }, { told: 2 }, { age: 1 }, { limit: 2 }, { answer: 1 }]) assert.notEqual(await keyOf(choice), key, JSON.stringify(choice));
});
