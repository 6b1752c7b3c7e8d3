import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitSerializers } from '../../../generator/emit/serializers/serializers.ts';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import { inReferenceOrder } from '../../../generator/model/reference-order.ts';
import { refusedLines, openapi } from '../contract-folder.ts';
import { aContent, anApi, anOperation, aResponse, aSchema } from '../emit/fixture.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

test('components come behind those that they refer to, each once, also where they refer to each other', () => {
  const schemas = [aSchema('A', { allOf: [ref('B'), ref('C')] }), aSchema('B', { items: ref('C') }), aSchema('C', { items: ref('B') }), aSchema('D', {})];
  const open = new Map(schemas.map((schema) => [ref(schema.name).$ref, schema]));
  const order = inReferenceOrder([ref('A').$ref], (reference) => {
    const schema = open.get(reference);
    open.delete(reference);
    return schema;
  });
  assert.deepEqual(order.map(({ name }) => name), ['B', 'C', 'A']);
});

test('a chain of a thousand components does not overflow the stack', () => {
  const schemas = Array.from({ length: 1000 }, (_, index) =>
    aSchema(`Link${index}`, { type: 'object', properties: { next: index < 999 ? ref(`Link${index + 1}`) : { type: 'string' } } }),
  );
  const answer = aResponse({ status: '200', contents: [aContent({ schema: ref('Link0') })] });
  const api = anApi({ operations: [anOperation({ id: 'get', responses: [answer] })], schemas });
  assert.ok(emitValidators(api).some(({ text }) => text.includes('validateLink999(')));
  assert.ok(emitSerializers(api).some(({ text }) => text.includes('writeLink999(')));
});

test('schemas that are nested deeper than the stack can hold are refused', async () => {
  const nested = `${'{items: '.repeat(400)}{}${'}'.repeat(400)}`;
  const [line] = await refusedLines(openapi(`paths: {}\ncomponents: {schemas: {Deep: ${nested}}}\n`));
  assert.match(line ?? '', /unsupported-feature: schemas are nested more than 300 deep/);
});
