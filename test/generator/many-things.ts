/** So many things that can be read, and written as JSON or as a form; a thing has a size, which is a component too. */
export function documentOfThings(things: number): string {
  const content = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } });
  const names = Array.from({ length: things }, (_, index) => `thing${index}`);
  const pathOf = (name: string) => [
    `/${name}/{id}`,
    {
      put: {
        operationId: `put-${name}`,
        tags: [name],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', default: 7 } },
        ],
        requestBody: { content: { 'application/json': content(name), 'application/x-www-form-urlencoded': content(name) } },
        responses: { 200: { description: 'It.', content: { 'application/json': content(name) }, headers: { 'X-Limit': { schema: { type: 'integer' } } } } },
      },
    },
  ];
  const schemaOf = (name: string) => [name, { type: 'object', required: ['size'], properties: { size: { $ref: `#/components/schemas/${name}-size` } } }];
  const sizeOf = (name: string) => [`${name}-size`, { type: 'integer', minimum: 1, maximum: 9 }];
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: Object.fromEntries(names.map(pathOf)),
    components: { schemas: Object.fromEntries([...names.map(schemaOf), ...names.map(sizeOf)]) },
  });
}
