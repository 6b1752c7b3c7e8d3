import { absent, type Section } from '../probe.ts';
import { answer, component, example, get, parameter, post, text } from './fragments.ts';

export const documents: Section = {
  title: 'OpenAPI: documents, paths, operations',
  probes: [
    { feature: '`info.summary`', since: '3.1', add: { info: { summary: 'In short.' } }, note: 'for readers of the document' },
    { feature: '`info.description`, `contact`, `license`, `termsOfService`', add: { info: { description: 'Long.', contact: { name: 'Ada' }, license: { name: 'MIT' } } }, note: 'for readers of the document' },
    { feature: '`jsonSchemaDialect`: OpenAPI\'s own', since: '3.1', add: { jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base' }, note: 'it is what is read anyway' },
    { feature: '`jsonSchemaDialect`: another one', since: '3.1', add: { jsonSchemaDialect: 'https://example.com/dialect' } },
    { feature: '`$self`', since: '3.2', add: { $self: 'https://example.com/openapi' }, note: 'references are followed from where the file is' },
    { feature: '`servers`: a base path', add: { servers: [{ url: 'https://example.com/v1' }] }, note: 'hosts, and servers behind the first one, are ignored: where a service runs is not its contract' },
    { feature: '`servers`: variables', add: { servers: [{ url: 'https://example.com/{base}', variables: { base: { default: 'v2' } } }] }, note: 'defaults count' },
    { feature: '`description` of a server', add: { servers: [{ url: 'https://example.com', description: 'Far.' }] }, note: 'for readers of the document' },
    { feature: '`name` of a server', since: '3.2', add: { servers: [{ url: 'https://example.com', name: 'far' }] }, note: 'for readers of the document' },
    { feature: '`servers` of a path or an operation', add: get({ servers: [{ url: '/v3' }] }), note: 'the nearest counts' },
    { feature: '`tags`', add: { tags: [{ name: 'things' }], ...get({ tags: ['things'] }) }, note: 'the first is the folder of the handler; others are ignored' },
    { feature: '`tags`: `summary`, `parent`, `kind`', since: '3.2', add: { tags: [{ name: 'things', summary: 'Things', kind: 'nav' }] }, note: 'for readers of the document' },
    { feature: '`externalDocs`', add: { externalDocs: { url: 'https://example.com' } }, note: 'for readers of the document' },
    { feature: '`webhooks`', since: '3.1', add: { webhooks: { added: { post: { operationId: 'itemAdded', requestBody: { content: { 'application/json': { schema: text } } }, responses: { 200: { description: 'Taken.' } } } } } } },
    { feature: 'a path item by `$ref`', since: '3.1', add: { ...component('pathItems', { Things: { get: { operationId: 'listThings', responses: { 200: { description: 'Done.' } } } } }), paths: { '/things': { $ref: '#/components/pathItems/Things' } } } },
    { feature: 'parameters, `summary`, `description` of a path', add: { paths: { '/items/{id}': { summary: 'Items', parameters: [{ name: 'limit', in: 'query', schema: text }] } } } },
    { feature: '`get`, `put`, `post`, `delete`, `options`, `head`, `patch`, `trace`', add: { paths: { '/all': Object.fromEntries(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'].map((method) => [method, { responses: { 204: { description: 'Done.' } } }])) } } },
    { feature: '`query`', since: '3.2', add: { paths: { '/all': { query: { responses: { 204: { description: 'Done.' } } } } } } },
    { feature: '`additionalOperations`', since: '3.2', add: { paths: { '/all': { additionalOperations: { COPY: { responses: { 204: { description: 'Done.' } } } } } } }, note: 'letters, digits and hyphens; uWebSockets.js does not keep their letter case' },
    { feature: 'a parameter and text in one segment (`/{id}.json`, `/{id}:cancel`)', add: { paths: { '/files/{id}.json': { get: { parameters: [{ name: 'id', in: 'path', required: true, schema: text }], responses: { 204: { description: 'Done.' } } } } } } },
    { feature: 'no `operationId`', add: get({ operationId: absent }), note: 'named after method and path' },
    { feature: '`summary`, `description` of an operation', add: get({ summary: 'Read one', description: 'Long.' }) },
    { feature: '`deprecated` operation', add: get({ deprecated: true }) },
    { feature: 'no `responses`', since: '3.1', add: get({ responses: absent }), note: 'taken for one `default` without a body' },
    { feature: '`callbacks`', add: post({ callbacks: { done: { '{$request.body#/url}': { post: { responses: { 200: { description: 'Taken.' } } } } } } }) },
    {
      feature: '`callbacks` of callbacks',
      on: post({ callbacks: { done: { '{$request.body#/url}': { post: { responses: { 200: { description: 'Taken.' } } } } } } }),
      add: post({ callbacks: { done: { '{$request.body#/url}': { post: { callbacks: { back: { '{$response.body#/url}': { post: { responses: { 200: { description: 'Taken.' } } } } } } } } } } }),
    },
    { feature: '`links`', add: answer({ links: { self: { operationId: 'getItem', parameters: { id: '$request.path.id' } } } }), note: 'the client has the input of the next operation from an answer' },
    { feature: '`links`: `operationRef`', add: answer({ links: { self: { operationRef: '#/paths/~1items~1%7Bid%7D/get', parameters: { id: '$request.path.id' } } } }) },
    { feature: '`links`: `requestBody`', add: answer({ links: { add: { operationId: 'addItem', requestBody: '$response.body' } } }) },
    { feature: '`links`: `server`', on: answer({ links: { self: { operationId: 'getItem', parameters: { id: '$request.path.id' } } } }), add: answer({ links: { self: { server: { url: 'https://example.com' } } } }), note: 'the client calls its own' },
    { feature: '`summary`, `description` beside a `$ref`', since: '3.1', on: { ...component('responses', { Gone: { description: 'Gone.' } }), ...get({ responses: { 410: { $ref: '#/components/responses/Gone' } } }) }, add: get({ responses: { 410: { description: 'Long gone.' } } }), note: 'what is referred to says it for all' },
    { feature: '`components` of every kind, by `$ref`', add: { components: { parameters: { Limit: { name: 'limit', in: 'query', schema: text } }, responses: { Gone: { description: 'Gone.' } }, headers: { Count: { schema: { type: 'integer' } } } }, ...parameterAndResponse() } },
    { feature: '`examples` by `$ref`', on: component('examples', { Nail: { value: { name: 'Nail' } } }), add: post({ requestBody: { content: { 'application/json': { examples: { nail: { $ref: '#/components/examples/Nail' } } } } } }) },
    { feature: '`mediaTypes` by `$ref`', since: '3.2', add: { ...component('mediaTypes', { Text: { schema: text } }), ...answer({ content: { 'text/plain': { $ref: '#/components/mediaTypes/Text' } } }) } },
    { feature: '`example`', add: example({ name: 'Nail' }), note: 'held against the schema; contract tests send it' },
    { feature: '`examples`: `externalValue`', add: post({ requestBody: { content: { 'application/json': { examples: { far: { externalValue: 'https://example.com/nail.json' } } } } } }), note: 'nothing is fetched from the network' },
    { feature: '`examples`: `dataValue`, `serializedValue`', since: '3.2', add: post({ requestBody: { content: { 'application/json': { examples: { nail: { dataValue: { name: 'Nail' }, serializedValue: '{"name":"Nail"}' } } } } } }), note: 'not compared with the schema, and not sent by contract tests' },
    { feature: 'words that begin with `x-`', add: { 'x-anything': true, ...parameter({ name: 'limit', in: 'query', schema: text, 'x-more': 1 }) } },
  ],
};

function parameterAndResponse() {
  return get({ parameters: [{ $ref: '#/components/parameters/Limit' }], responses: { 410: { $ref: '#/components/responses/Gone' }, 200: { headers: { Count: { $ref: '#/components/headers/Count' } } } } });
}
