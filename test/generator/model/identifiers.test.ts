import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Api } from '../../../generator/model/types.ts';
import { apiOf, openapi, refusedLines, warnedLines } from '../contract-folder.ts';

function schemasOf(api: Api): Record<string, unknown> {
  return Object.fromEntries(api.schemas.map(({ name, schema }) => [name, schema]));
}

const withSchemas = (schemas: string) => openapi(`paths: {}\ncomponents:\n  schemas:\n${schemas.replace(/^/gm, '    ')}\n`);

test('schemas are referred to by $id and $anchor, relative to the $id around', async () => {
  const api = await apiOf(
    withSchemas(`Pet:
  $id: https://example.com/pets/pet
  type: object
  properties:
    owner: {$ref: owner}
    tag: {$ref: '#tag'}
    toy: {$ref: 'https://example.com/toy#part'}
    pet: {$ref: '#/components/schemas/Pet'}
  $defs: {tag: {$anchor: tag, type: string}}
Owner: {$id: https://example.com/pets/owner, type: object}
Toy: {$id: https://example.com/toy, properties: {part: {$anchor: part, type: integer}}}`),
  );
  const { Pet, ...others } = schemasOf(api) as Record<string, { properties: unknown }>;
  assert.deepEqual(Pet?.properties, {
    owner: { $ref: '#/components/schemas/Owner' },
    tag: { $ref: '#/components/schemas/PetTag' },
    toy: { $ref: '#/components/schemas/ToyPart' },
    pet: { $ref: '#/components/schemas/Pet' },
  });
  assert.deepEqual(Object.keys(others), ['Owner', 'PetTag', 'Toy', 'ToyPart']);
});

test('a schema with a $dynamicRef is a generic one: each use has a name of its own', async () => {
  const api = await apiOf(
    withSchemas(`Page:
  type: object
  properties: {items: {type: array, items: {$dynamicRef: '#item'}}, next: {$dynamicRef: '#item'}}
  $defs: {item: {$dynamicAnchor: item, not: {}}}
Pets:
  $ref: '#/components/schemas/Page'
  $defs: {item: {$dynamicAnchor: item, $ref: '#/components/schemas/Pet'}}
Toys:
  $ref: '#/components/schemas/Page'
  $defs: {item: {$dynamicAnchor: item, type: string}}
Pet: {type: object}`),
  );
  const page = (item: string) => {
    const reference = { $ref: `#/components/schemas/${item}` };
    return { type: 'object', properties: { items: { type: 'array', items: reference }, next: reference } };
  };
  assert.deepEqual(schemasOf(api), {
    Page: page('PageItem'),
    PageItem: { not: {} },
    PageOfPetsItem: page('PetsItem'),
    PageOfToysItem: page('ToysItem'),
    Pet: { type: 'object' },
    Pets: { $ref: '#/components/schemas/PageOfPetsItem' },
    PetsItem: { $ref: '#/components/schemas/Pet' },
    Toys: { $ref: '#/components/schemas/PageOfToysItem' },
    ToysItem: { type: 'string' },
  });
});

test('words of older drafts are understood', async () => {
  const api = await apiOf({
    'openapi.yaml': withSchemas(`Old: {$ref: './old.json'}
Tuple: {type: array, items: [{type: string}], additionalItems: false}`),
    'old.json': JSON.stringify({
      $schema: 'http://json-schema.org/draft-07/schema#',
      dependencies: { a: ['b'], c: { required: ['d'] } },
      properties: { a: { $ref: '#/definitions/a', maxLength: 3 }, e: { $ref: '#e' } },
      definitions: { a: { type: 'string' }, e: { $id: '#e', type: 'integer' } },
    }),
  });
  const { Tuple, Old, ...others } = schemasOf(api);
  assert.deepEqual(Tuple, { type: 'array', prefixItems: [{ type: 'string' }], items: false });
  assert.deepEqual(Old, { $ref: '#/components/schemas/Old2' });
  assert.deepEqual(others['Old2'], {
    properties: { a: { $ref: '#/components/schemas/A' }, e: { $ref: '#/components/schemas/E' } },
    dependentRequired: { a: ['b'] },
    dependentSchemas: { c: { required: ['d'] } },
  });
});

test('$recursiveRef refers to the nearest schema around it with $recursiveAnchor, with a warning', async () => {
  const document = withSchemas(`Filter: {$recursiveAnchor: true, properties: {all: {type: array, items: {$recursiveRef: '#'}}}}`);
  const { schemas } = await apiOf(document);
  assert.deepEqual(schemas[0]?.schema, { properties: { all: { type: 'array', items: { $ref: '#/components/schemas/Filter' } } } });
  assert.match((await warnedLines(document)).join(), /6:14 outdated-keyword: \$recursiveAnchor /);
});

test('an anchor that is not there, and words that are not supported, are refused where they stand', async () => {
  const lines = await refusedLines(
    withSchemas(`Pet: {properties: {a: {$ref: '#nowhere'}, b: {$dynamicRef: '#nowhere'}, c: {$recursiveRef: '#'}}}`),
  );
  assert.deepEqual(lines, [
    "openapi.yaml:6:34 broken-reference: there is no $anchor nowhere in openapi.yaml | Correct the reference, or define what it names",
    "openapi.yaml:6:64 broken-reference: there is no $anchor nowhere in openapi.yaml | Correct the reference, or define what it names",
    'openapi.yaml:6:81 unsupported-keyword: $recursiveRef is not supported | Refer to schemas by their place, #/components/schemas/<name>',
  ]);
});
