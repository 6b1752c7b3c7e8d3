import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openDocuments } from '../../../generator/load/open-documents.ts';
import { References } from '../../../generator/load/references.ts';
import { RefusalList } from '../../../generator/load/refusal.ts';
import { Sources } from '../../../generator/load/sources.ts';
import { TextCache } from '../../../generator/load/text-cache.ts';
import { MachineCache } from '../../../generator/load/machine-cache.ts';
import { buildApi } from '../../../generator/model/build-api.ts';
import { contractFolder } from '../contract-folder.ts';
import { petsAsyncApi, petsOpenApi } from './pets.ts';

test('whatever stands in any place of a contract, it is taken or refused, and never crashes the generator', () => {
  const places = [...placesIn(petsOpenApi, ['openapi.yaml']), ...placesIn(petsAsyncApi, ['asyncapi.yaml'])];
  const surprises = [null, true, 0, -1, '', 'x', '#/x', [], [null], {}, { x: {} }, { $ref: '#/info' }, { $ref: 3 }, { type: [] }];
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.constantFrom(...surprises), ([file = '', ...place], surprise) => {
      const contract = structuredClone({ 'openapi.yaml': petsOpenApi, 'asyncapi.yaml': petsAsyncApi }) as Record<string, unknown>;
      replaceAt(contract[file], place, surprise);
      build(Object.fromEntries(Object.entries(contract).map(([name, document]) => [name, JSON.stringify(document)])));
    }),
    { numRuns: 100 },
  );
});

function build(files: Record<string, string>): void {
  const folder = contractFolder(files);
  const refusals = new RefusalList();
  const sources = new Sources({ root: folder, base: folder, refusals });
  const documents = openDocuments(folder, sources, refusals);
  const tools = { references: new References(sources, refusals), refusals, cache: new MachineCache(undefined), texts: new TextCache() };
  if (documents !== undefined) buildApi(path.basename(folder), documents, tools);
}

function placesIn(value: unknown, place: readonly string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [[...place, name], ...placesIn(member, [...place, name])]);
}

function replaceAt(target: unknown, [name = '', ...rest]: readonly string[], value: unknown): void {
  const members = target as Record<string, unknown>;
  if (rest.length === 0) members[name] = value;
  else replaceAt(members[name], rest, value);
}
