/** A contract that uses most of what the model knows, as data. */
export const petsOpenApi = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://example.com/{stage}', variables: { stage: { default: 'v1' } } }],
  security: [{ token: [] }],
  'x-body-limit': 1000,
  paths: {
    '/pets': {
      parameters: [{ $ref: '#/components/parameters/limit' }],
      get: {
        operationId: 'listPets',
        tags: ['Pets'],
        security: [{}, { key: [], token: ['read'] }],
        parameters: [
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            schema: { type: 'object', properties: { kind: { $ref: '#/components/schemas/Kind' } } },
          },
          { name: 'X-Trace', in: 'header', schema: { type: 'array', items: { type: 'integer' } } },
          { name: 'seen', in: 'cookie', schema: { type: 'boolean', default: false } },
        ],
        responses: {
          200: {
            description: 'Pets',
            headers: { 'X-Total': { required: true, schema: { type: 'integer' }, example: 3 } },
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
                example: [{ name: 'Rex', kind: 'dog' }],
              },
            },
          },
          '4XX': { $ref: '#/components/responses/problem' },
          default: { $ref: '#/components/responses/problem' },
        },
      },
      post: {
        operationId: 'createPet',
        tags: ['Pets'],
        'x-rate-limit': { by: 'actor', limit: 10, window: 60 },
        'x-idempotency': { required: true },
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Pet' },
              examples: { cat: { $ref: '#/components/examples/cat' } },
            },
            'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/Pet' } },
          },
        },
        responses: {
          201: { description: 'Created', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        },
      },
    },
    '/pets/{id}/picture': {
      get: {
        operationId: 'get-pet-picture',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
        responses: { 200: { description: 'Picture', content: { 'image/png': {} } }, 204: { description: 'None' } },
      },
    },
  },
  components: {
    parameters: { limit: { name: 'limit', in: 'query', schema: { type: ['integer', 'null'], default: 10 } } },
    responses: {
      problem: {
        description: 'Problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    examples: { cat: { value: { name: 'Tom', kind: 'cat', friends: [{ name: 'Rex' }] } } },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
    schemas: {
      Kind: { enum: ['cat', 'dog'] },
      Pet: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1 },
          kind: { $ref: '#/components/schemas/Kind' },
          friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
        },
        additionalProperties: false,
        examples: [{ name: 'Rex' }],
      },
      Problem: {
        allOf: [
          { type: 'object', properties: { title: { type: 'string' } } },
          { if: { required: ['code'] }, then: { properties: { code: { type: 'integer' } } } },
        ],
      },
    },
  },
};

export const petsAsyncApi = {
  asyncapi: '3.0.0',
  info: { title: 'Pets', version: '1' },
  servers: {
    live: {
      host: 'localhost',
      protocol: 'ws',
      pathname: '/v1',
      security: [{ $ref: './openapi.yaml#/components/securitySchemes/token' }],
    },
    events: { host: 'localhost', protocol: 'socketio' },
  },
  channels: {
    talk: {
      address: '/talk/{room}',
      servers: [{ $ref: '#/servers/live' }],
      parameters: { room: { description: 'Where' } },
      'x-security-optional': true,
      'x-message-rate': { messages: 10, window: 1, close: 4429 },
      'x-close-codes': { 4429: { name: 'too_fast', description: 'Slower' } },
      'x-subprotocols': ['talk.v1'],
      bindings: { ws: { query: { type: 'object', properties: { since: { type: 'integer' } } } } },
      messages: {
        say: { $ref: '#/components/messages/say' },
        said: { $ref: '#/components/messages/said' },
        fault: { $ref: '#/components/messages/fault' },
      },
    },
    news: {
      address: '/news',
      servers: [{ $ref: '#/servers/events' }],
      messages: {
        ask: {
          name: 'ask_news',
          payload: { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'object' } },
          examples: [{ payload: '{"a":1}' }],
        },
        answer: { payload: { type: 'null' } },
        headline: { payload: { type: 'string' }, contentType: 'text/plain' },
      },
    },
  },
  operations: {
    receiveSay: {
      action: 'receive',
      channel: { $ref: '#/channels/talk' },
      messages: [{ $ref: '#/channels/talk/messages/say' }],
      reply: { channel: { $ref: '#/channels/talk' }, messages: [{ $ref: '#/channels/talk/messages/fault' }] },
    },
    sendSaid: { action: 'send', channel: { $ref: '#/channels/talk' }, messages: [{ $ref: '#/channels/talk/messages/said' }] },
    receiveAsk: {
      action: 'receive',
      channel: { $ref: '#/channels/news' },
      messages: [{ $ref: '#/channels/news/messages/ask' }],
      reply: { messages: [{ $ref: '#/channels/news/messages/answer' }] },
    },
    sendHeadline: {
      action: 'send',
      channel: { $ref: '#/channels/news' },
      messages: [{ $ref: '#/channels/news/messages/headline' }],
    },
  },
  components: {
    messages: {
      say: {
        payload: {
          type: 'object',
          required: ['type', 'text'],
          properties: {
            type: { const: 'say' },
            text: { type: 'string' },
            pet: { $ref: './openapi.yaml#/components/schemas/Pet' },
          },
        },
        examples: [{ name: 'hello', payload: { type: 'say', text: 'Hello' } }],
      },
      said: { payload: { $ref: '#/components/schemas/Said' } },
      fault: { payload: { type: 'object', required: ['type'], properties: { type: { const: 'fault' } } } },
    },
    schemas: {
      Said: { allOf: [{ type: 'object', required: ['type'], properties: { type: { const: 'said' } } }] },
      Pet: { $ref: './openapi.yaml#/components/schemas/Pet' },
    },
  },
};
