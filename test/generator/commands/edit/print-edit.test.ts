import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { printEdit } from '../../../../generator/commands/edit/print-edit.ts';
import { findEdit } from '../../../../generator/commands/edit/text-edit.ts';
import { emitAll } from '../../../../generator/emit/plan.ts';
import { isRecord } from '../../../../generator/load/located.ts';
import { Refusals } from '../../../../generator/load/refusals.ts';
import { loadApi } from '../../../../generator/model/load-api.ts';
import { contractFolder } from '../../contract-folder.ts';
import { zoo, type Json } from './zoo.ts';

/** Every object of a document for which this holds. */
function objectsWithin(value: unknown, isWanted: (object: Json) => boolean): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsWithin(item, isWanted));
  if (!isRecord(value)) return [];
  return [...(isWanted(value) ? [value] : []), ...Object.values(value).flatMap((member) => objectsWithin(member, isWanted))];
}

const isSchema = ({ type, $ref, allOf, oneOf, properties }: Json) => typeof type === 'string' || [$ref, allOf, oneOf].some((one) => one !== undefined) || isRecord(properties);
const isText = ({ type }: Json) => type === 'string';
const isObject = ({ type, properties }: Json) => type === 'object' && isRecord(properties);
const isOperation = ({ responses, operationId }: Json) => operationId !== undefined && isRecord(responses);
const schemas = (document: Json) => objectsWithin(document, isSchema).filter(({ in: place }) => place === undefined);

/** What an author does in one place. */
const edits: Readonly<Record<string, { readonly at: (document: Json) => Json[]; readonly change: (object: Json) => void }>> = {
  description: { at: schemas, change: (schema) => (schema.description = 'Another one.') },
  title: { at: schemas, change: (schema) => (schema.title = 'Titled') },
  maxLength: { at: (document) => objectsWithin(document, isText), change: (schema) => (schema.maxLength = 77) },
  property: { at: (document) => objectsWithin(document, isObject), change: (schema) => Object.assign(schema.properties as Json, { added: { type: 'string', description: 'New.' } }) },
  reference: { at: (document) => objectsWithin(document, isObject), change: (schema) => Object.assign(schema.properties as Json, { added: { $ref: '#/components/schemas/Owner' } }) },
  required: { at: (document) => objectsWithin(document, isObject), change: (schema) => (schema.required = Object.keys(schema.properties as Json)) },
  default: { at: (document) => objectsWithin(document, isText), change: (schema) => (schema.default = 'cat') },
  readOnly: { at: (document) => objectsWithin(document, isText), change: (schema) => (schema.readOnly = true) },
  type: { at: (document) => objectsWithin(document, isText), change: (schema) => (schema.type = 'boolean') },
  parameter: { at: (document) => objectsWithin(document, isOperation), change: (operation) => (operation.parameters = [...((operation.parameters as Json[] | undefined) ?? []), { name: 'more', in: 'query', schema: { type: 'integer' } }]) },
  summary: { at: (document) => objectsWithin(document, isOperation), change: (operation) => (operation.summary = 'Edited.') },
  response: { at: (document) => objectsWithin(document, isOperation), change: (operation) => Object.assign(operation.responses as Json, { 404: { description: 'None.' } }) },
  operationId: { at: (document) => objectsWithin(document, isOperation), change: (operation) => (operation.operationId = 'renamed') },
};

/** What a whole generation of a large document prints. */
async function printAll(text: string): Promise<Map<string, string> | undefined> {
  const folder = contractFolder({ 'openapi.json': text });
  try {
    const { api } = await loadApi(folder, { base: folder, cache: false });
    return new Map(emitAll({ ...api, isPart: true }).map((output) => [output.path, output.text]));
  } catch (error) {
    if (error instanceof Refusals) return undefined;
    throw error;
  }
}

/** What stands after an edit was printed alone; undefined where it was not. */
async function printAlone(before: string, after: string, standing: ReadonlyMap<string, string>): Promise<Map<string, string> | undefined> {
  const generated = contractFolder(Object.fromEntries(standing));
  const scratch = path.join(generated, 'scratch');
  mkdirSync(scratch);
  const edit = findEdit(before, after);
  assert.ok(edit);
  const printed = await printEdit({ name: 'api', before, after, edit }, { generated, scratch, options: {} });
  return printed && new Map([...standing, ...printed.outputs.map((output): [string, string] => [output.path, output.text])]);
}

test('an edit that is printed alone gives the bytes that everything printed anew gives', async () => {
  const before = JSON.stringify(zoo(), null, 2);
  const standing = await printAll(before);
  assert.ok(standing);
  const alone = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(edits)), fc.nat(99), async (name, place) => {
      const document = zoo();
      const places = edits[name]?.at(document) ?? [];
      edits[name]?.change(places[place % places.length] ?? {});
      const after = JSON.stringify(document, null, 2);
      if (after === before) return;
      const edited = await printAlone(before, after, standing).catch((error: unknown) => assert.ok(error instanceof Refusals));
      const expected = await printAll(after);
      if (edited === undefined) return;
      alone.set(name, (alone.get(name) ?? 0) + 1);
      assert.deepEqual(edited, expected, `${name} ${place}`);
    }),
    { numRuns: Number(process.env.EDIT_RUNS ?? 16) },
  );
  if (process.env.EDIT_RUNS !== undefined) console.log(alone);
  assert.ok([...alone.values()].reduce((sum, count) => sum + count, 0) > 3);
});
