import { keywordCases } from './keyword-cases.ts';

/** One document with a component and an operation for each case: it is generated once. */
export const keywordDocument = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Keywords', version: '1' },
  paths: Object.fromEntries(keywordCases.map(({ name }) => [`/${name}`, { put: operation(name) }])),
  components: { schemas: Object.fromEntries(keywordCases.flatMap(({ name, schema, beside = {} }) => [[name, schema], ...Object.entries(beside)])) },
});

function operation(name: string): object {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
  return { operationId: `put${name}`, tags: ['all'], requestBody: { content }, responses: { 200: { description: 'Done', content } } };
}
