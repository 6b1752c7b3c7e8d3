/** Albums and the tracks in them, with nothing of ours in it. */
const problem = { content: { 'application/json': { schema: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } } } }, description: 'No.' };
const json = (schema: unknown, description = 'Yes.') => ({ description, content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const body = (name: string) => ({ required: true, content: { 'application/json': { schema: ref(name) } } });
const id = { name: 'album_id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
const refusals = Object.fromEntries([400, 401, 404, 406, 413, 415].map((status) => [status, problem]));
const page = (name: string) => ({ name, in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50 } });

const newAlbum = {
  title: { type: 'string', minLength: 1, maxLength: 40 },
  shelf: { type: 'string', pattern: '^[A-D][0-9]{2}$' },
  rating: { type: 'number', minimum: 0, maximum: 10 },
  tags: { type: 'array', maxItems: 3, items: { type: 'string', minLength: 1, maxLength: 10 } },
};

export const albumsContract = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Albums', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/albums': {
      get: { operationId: 'listAlbums', parameters: [page('page'), page('page_size')], responses: { 200: json({ type: 'array', items: ref('Album') }), ...refusals } },
      post: { operationId: 'createAlbum', requestBody: body('NewAlbum'), responses: { 201: json(ref('Album')), ...refusals } },
    },
    '/albums/{album_id}': {
      parameters: [id],
      get: { operationId: 'getAlbum', responses: { 200: json(ref('Album')), ...refusals } },
      put: { operationId: 'replaceAlbum', requestBody: body('NewAlbum'), responses: { 200: json(ref('Album')), ...refusals } },
      delete: { operationId: 'deleteAlbum', responses: { 204: { description: 'Gone.' }, ...refusals } },
    },
    '/albums/{album_id}/tracks': {
      parameters: [id],
      get: { operationId: 'listTracks', responses: { 200: json({ type: 'array', items: ref('Track') }), ...refusals } },
      post: { operationId: 'addTrack', requestBody: body('NewTrack'), responses: { 201: json(ref('Track')), ...refusals } },
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      NewAlbum: { type: 'object', additionalProperties: false, required: ['title'], properties: newAlbum },
      Album: { type: 'object', additionalProperties: false, required: ['id', 'title'], properties: { id: { type: 'integer' }, plays: { type: 'integer', readOnly: true }, ...newAlbum } },
      NewTrack: { type: 'object', additionalProperties: false, required: ['name'], properties: { name: { type: 'string', minLength: 1, maxLength: 20 } } },
      Track: { type: 'object', additionalProperties: false, required: ['id', 'name'], properties: { id: { type: 'integer' }, name: { type: 'string' } } },
    },
  },
});
