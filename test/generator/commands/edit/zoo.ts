export type Json = Record<string, unknown>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ description: 'Done.', content: { 'application/json': { schema } } });
const text = { type: 'string' };
const id = { name: 'id', in: 'path', required: true, schema: text };

function operation(operationId: string, answer: object, more: object = {}): object {
  return { operationId, tags: [operationId.replace(/^[a-z]+/, '').toLowerCase()], summary: operationId, responses: { 200: json(answer), default: ref2('responses', 'Problem') }, ...more };
}

function ref2(kind: string, name: string): object {
  return { $ref: `#/components/${kind}/${name}` };
}

/** A document in which most pieces concern others; no part of it is another one's, too. */
export function zoo(): Json {
  return JSON.parse(JSON.stringify(written())) as Json;
}

function written(): object {
  return {
    openapi: '3.0.3',
    info: { title: 'Zoo', version: '1' },
    servers: [{ url: 'https://zoo.example/v1' }],
    security: [{ general: [] }],
    'x-webhooks': { fed: { post: {} } },
    paths: {
      '/pets': {
        get: operation('listPets', { type: 'array', items: ref('Pet') }, { parameters: [ref2('parameters', 'Limit'), { name: 'kind', in: 'query', schema: ref('Kind') }] }),
        post: operation('createPet', ref('Pet'), { requestBody: { content: { 'application/json': { schema: ref('Pet') } } } }),
      },
      '/pets/{id}': { get: operation('getPet', ref('Cat'), { parameters: [id] }), put: operation('putCat', ref('Cat'), { parameters: [id], requestBody: { content: { 'application/json': { schema: ref('Cat') } } } }) },
      '/owners/{id}': { get: operation('getOwner', ref('Owner'), { parameters: [id, { name: 'deep', in: 'query', schema: { type: 'integer', default: 3, maximum: 9 } }] }) },
      '/owners/{name}': { delete: operation('dropOwner', ref('Owner'), { parameters: [{ ...id, name: 'name' }] }) },
      '/places': { get: operation('getPlaces', { type: 'object', additionalProperties: ref('Place') }), delete: { operationId: 'dropPlaces', tags: ['places'], responses: { 204: { description: 'Gone.' } } } },
      '/books': { get: operation('listBooks', { type: 'array', items: ref('Book') }), post: operation('createBooks', ref('Book'), { requestBody: { content: { 'application/json': { schema: ref('Author') } } } }) },
      '/rides': { post: operation('createRides', ref('Book'), { requestBody: { content: { 'application/json': { schema: ref('Ride') } } } }) },
      '/shelves': { get: operation('getShelves', ref('Shelf'), { security: [{ key: [] }] }) },
    },
    components: {
      securitySchemes: { general: { type: 'http', scheme: 'bearer' }, key: { type: 'apiKey', in: 'header', name: 'x-key' }, spare: { type: 'http', scheme: 'basic' } },
      parameters: { Limit: { name: 'limit', in: 'query', description: 'At most.', schema: { type: 'integer', default: 10 } } },
      responses: { Problem: { description: 'A problem.', headers: { 'x-reason': { schema: text } }, content: { 'application/json': { schema: ref('Problem') } } } },
      schemas: {
        Pet: { type: 'object', description: 'A pet.', required: ['kind'], properties: { kind: ref('Kind'), name: { type: 'string', maxLength: 40 }, owner: ref('Owner') }, discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } } },
        Cat: { allOf: [ref('Pet'), { type: 'object', required: ['name'], properties: { lives: { type: 'integer', example: 9 }, made: { type: 'string', readOnly: true } } }] },
        Kind: { type: 'string', enum: ['cat', 'dog'] },
        Owner: { type: 'object', properties: { name: text, place: ref('Place'), since: { type: 'string', format: 'date' } }, example: { name: 'Ann', since: '2020-01-01' } },
        Place: { oneOf: [{ type: 'string' }, { type: 'object', properties: { street: text, number: { type: 'integer', format: 'int64' } } }] },
        Problem: { type: 'object', properties: { title: text, detail: { type: 'string', nullable: true } } },
        Author: { type: 'object', title: 'Of books: who wrote it', properties: { name: { type: 'string', default: 'unknown' } } },
        Book: { type: 'object', title: 'Of books: one', required: ['name'], properties: { name: text, held: ref('Author'), next: ref('Book') } },
        Bookmark: { type: 'object', title: 'Of books: a page', properties: { page: { type: 'integer' }, held: ref('Book') } },
        Ride: { type: 'object', required: ['kind'], properties: { kind: text }, discriminator: { propertyName: 'kind' } },
        Bike: { allOf: [ref('Ride'), { type: 'object', properties: { wheels: text } }] },
        Shelf: { type: 'object', title: 'Of books: many', properties: { held: { type: 'array', items: ref('Book') } }, additionalProperties: { type: 'number' } },
        Spare: { type: 'object', properties: { part: text } },
        Unused: { type: 'object', properties: { note: text } },
      },
    },
  };
}
