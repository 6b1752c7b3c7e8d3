import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { compareDocuments } from '../../../../generator/commands/edit/document-change.ts';
import { cutDocument } from '../../../../generator/commands/edit/document-pieces.ts';
import { printEdit } from '../../../../generator/commands/edit/print-edit.ts';
import { emitAll } from '../../../../generator/emit/plan.ts';
import { isRecord } from '../../../../generator/load/located.ts';
import { Refusals } from '../../../../generator/load/refusals.ts';
import { TextCache } from '../../../../generator/load/text-cache.ts';
import { loadApi } from '../../../../generator/model/load-api.ts';
import { schemaCompiler } from '../../../../generator/model/schema-compiler.ts';
import type { SchemaFeatures } from '../../../../generator/model/schema-features.ts';
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
const isOfBooks = ({ title, properties }: Json) => /^Of books/.test(String(title)) && isRecord(properties);
const componentsOf = ({ components }: Json) => (components as { schemas: Json }).schemas;
const pathsOf = ({ paths }: Json) => paths as Json;
const schemesOf = ({ components }: Json) => (components as { securitySchemes: Json }).securitySchemes;
const whole = (document: Json) => [document];
const schemas = (document: Json) => objectsWithin(document, isSchema).filter(({ in: place }) => place === undefined);

/** What comes: in a folder that is there or not, with what others have or not. */
function newOperation(index: number): Json {
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Author' } } } };
  const more = [{ tags: ['books'], parameters: [{ name: 'most', in: 'query', schema: { type: 'integer', default: 3 } }] }, { tags: ['fresh'] }, { tags: ['pets'], requestBody: body }, {}];
  const answer = { description: 'Done.', ...(index % 5 === 0 ? { headers: { 'x-left': { schema: { type: 'integer' } } } } : {}), content: { 'application/json': { schema: { $ref: `#/components/schemas/${['Shelf', 'Cat', 'Ride'][index % 3] ?? ''}` } } } };
  return { operationId: `came${index}`, security: index % 2 === 0 ? [] : [{ key: [] }], responses: { 200: answer, default: { $ref: '#/components/responses/Problem' } }, ...more[index % more.length] };
}

/** Puts a member among others. */
function insert(object: Json, place: number, name: string, value: unknown): void {
  const members = Object.entries(object);
  members.splice(place % (members.length + 1), 0, [name, value]);
  for (const key of Object.keys(object)) delete object[key];
  Object.assign(object, Object.fromEntries(members));
}

const freshPaths = ['/fresh', '/pets/fresh', '/books/{id}', '/owners/{id}/pets', '/places/{place}/near'];

/** What an author does in one place. */
const edits: Readonly<Record<string, { readonly at: (document: Json) => Json[]; readonly change: (object: Json, place: number) => void }>> = {
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
  rewired: { at: (document) => objectsWithin(document, isOfBooks), change: (schema) => Object.assign(schema.properties as Json, { added: { $ref: '#/components/schemas/Shelf' } }) },
  unwired: { at: (document) => objectsWithin(document, isOfBooks), change: ({ properties }) => delete (properties as Json).held },
  added: {
    at: (document) => objectsWithin(document, isOfBooks),
    change: (schema) => Object.assign(schema.properties as Json, { added: { $ref: '#/components/schemas/Bookmark' } }),
  },
  unused: { at: whole, change: (document) => (componentsOf(document).Bookmark2 = { type: 'string', description: 'New.' }) },
  clash: { at: whole, change: (document) => (componentsOf(document).unused = { type: 'string' }) },
  removed: { at: whole, change: (document) => delete componentsOf(document).Spare },
  version: { at: whole, change: (document) => (document.info = { title: 'Zoo', version: '2' }) },
  tags: { at: whole, change: (document) => (document.tags = [{ name: 'pets', description: 'All pets.' }]) },
  inherited: { at: (document) => objectsWithin(document, isOfBooks), change: (schema) => Object.assign(schema.properties as Json, { constructor: { type: 'string' } }) },
  heir: { at: (document) => objectsWithin(document, ({ wheels }) => isRecord(wheels)), change: (properties) => Object.assign(properties.wheels as Json, { readOnly: true }) },
  path: {
    at: whole,
    change: (document, place) => {
      const key = freshPaths[place % freshPaths.length] ?? '';
      const parameters = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
      insert(pathsOf(document), place, key, { parameters, get: newOperation(place) });
    },
  },
  method: { at: (document) => Object.values(pathsOf(document)) as Json[], change: (item, place) => insert(item, 0, 'patch', { ...newOperation(place), tags: ['places'] }) },
  pathGone: { at: whole, change: (document, place) => delete pathsOf(document)[Object.keys(pathsOf(document))[place % 8] ?? ''] },
  methodGone: { at: (document) => Object.values(pathsOf(document)) as Json[], change: (item) => delete item[Object.keys(item).at(-1) ?? ''] },
  tag: { at: (document) => objectsWithin(document, isOperation), change: (operation, place) => (operation.tags = [['books', 'shelves', 'fresh'][place % 3]]) },
  server: { at: whole, change: (document, place) => (document.servers = [{ url: ['https://zoo.test/v1', '/v1/', 'https://zoo.test/v2', 'https://{host}/v1'][place % 4], variables: { host: { default: 'here' } } }]) },
  scheme: { at: whole, change: (document) => (schemesOf(document).another = { type: 'http', scheme: 'bearer' }) },
  schemeGone: { at: whole, change: (document, place) => delete schemesOf(document)[['spare', 'key'][place % 2] ?? ''] },
  schemeEdited: { at: whole, change: (document, place) => (schemesOf(document)[['spare', 'key', 'general'][place % 3] ?? ''] = { type: 'apiKey', in: 'header', name: 'x-other' }) },
  secured: { at: (document) => objectsWithin(document, isOperation), change: (operation, place) => (operation.security = [{ [['spare', 'key'][place % 2] ?? '']: [] }]) },
  operationId: { at: (document) => objectsWithin(document, isOperation), change: (operation) => (operation.operationId = 'renamed') },
};

interface Printed {
  readonly files: ReadonlyMap<string, string>;
  readonly features: SchemaFeatures;
}

/** What a whole generation of a large document prints. */
async function printAll(document: Json): Promise<Printed | undefined> {
  const folder = contractFolder({ 'openapi.json': JSON.stringify(document) });
  try {
    const { api } = await loadApi(folder, { base: folder, cache: false });
    const files = new Map(emitAll({ ...api, isPart: true }).map((output) => [output.path, output.text]));
    return { files, features: { ...schemaCompiler(api).features } };
  } catch (error) {
    if (error instanceof Refusals) return undefined;
    throw error;
  }
}

/** What stands after an edit was printed alone; undefined where it was not. */
async function printAlone(before: string, after: string, { files, features }: Printed): Promise<Map<string, string> | undefined> {
  const generated = contractFolder(Object.fromEntries(files));
  const scratch = path.join(generated, 'scratch');
  mkdirSync(scratch);
  const [old, now] = [before, after].map(cutDocument);
  const document = old && now && compareDocuments(old, now);
  const known = { samples: new TextCache(), printed: new TextCache() };
  const printed = document && (await printEdit(document, { name: 'api', generated, scratch, options: {}, known, features }));
  if (printed === undefined) return undefined;
  const all = [...files, ...printed.outputs.map((output): [string, string] => [output.path, output.text])];
  return new Map(all.filter(([file]) => !printed.gone.includes(file)));
}

/** Of one document JSON and YAML say the same. */
const writers = { json: (document: Json) => JSON.stringify(document, null, 2), yaml: (document: Json) => stringify(document, { aliasDuplicateObjects: false }) };

test('edits that are printed alone give the bytes that everything printed anew gives', async () => {
  const standing = await printAll(zoo());
  assert.ok(standing);
  const alone = new Map<string, number>();
  const kinds = process.env.EDIT_KINDS?.split(',') ?? Object.keys(edits);
  const edit = fc.tuple(fc.constantFrom(...kinds), fc.nat(99));
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), fc.constantFrom(...Object.values(writers)), async (chosen, write) => {
      const document = zoo();
      for (const [name, place] of chosen) {
        const places = edits[name]?.at(document) ?? [];
        edits[name]?.change(places[place % places.length] ?? {}, place);
      }
      const [before, after] = [write(zoo()), write(document)];
      if (after === before) return;
      const edited = await printAlone(before, after, standing).catch((error: unknown) => assert.ok(error instanceof Refusals));
      if (edited === undefined) return;
      for (const [name] of chosen) alone.set(name, (alone.get(name) ?? 0) + 1);
      assert.deepEqual(edited, (await printAll(document))?.files, JSON.stringify(chosen));
    }),
    { numRuns: Number(process.env.EDIT_RUNS ?? 16) },
  );
  if (process.env.EDIT_RUNS !== undefined) console.log(alone);
  assert.ok([...alone.values()].reduce((sum, count) => sum + count, 0) > 3);
});
