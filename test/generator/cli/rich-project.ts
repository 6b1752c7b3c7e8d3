import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bodiesPaths, bodiesSchemas } from './rich-bodies.ts';

const package_ = new URL('../../../', import.meta.url).pathname;

/** A contract that uses what the real ones do not: every style, ranges, several media types, cookies, odd names. */
const openapi = `openapi: 3.1.0
info: { title: Rich, version: 1.0.0 }
servers: [{ url: 'http://localhost:9000/api' }]
tags: [{ name: Odd things }, { name: Items }, { name: Bodies }]
paths:
  /odd/{simple}/{label}/{matrix}:
    get:
      operationId: get-odd-thing
      tags: [Odd things]
      security: []
      parameters:
        - { name: simple, in: path, required: true, explode: true, schema: { type: object, additionalProperties: { type: integer } } }
        - { name: label, in: path, required: true, style: label, schema: { type: array, items: { type: boolean } } }
        - { name: matrix, in: path, required: true, style: matrix, schema: { type: integer } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object, properties: { min: { type: integer }, 'odd-name': { type: string }, lines: { type: array, items: { type: object, properties: { price: { type: integer } } } } } } }
        - { name: where, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: tags, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string } } }
        - { name: limit, in: query, schema: { type: [integer, 'null'], default: 20 } }
        - { name: X-Mode, in: header, schema: { enum: [fast, slow], default: fast } }
        - { name: X-Trace, in: header, schema: { type: string } }
        - { name: seen, in: cookie, schema: { type: string, default: never } }
      responses:
        '200':
          description: Either of two.
          headers: { X-Count: { required: true, schema: { type: integer } } }
          content:
            application/json: { schema: { type: object, additionalProperties: true, properties: { matrix: { type: integer } } } }
            text/plain: { schema: { type: string } }
        '302': { description: Elsewhere., headers: { Location: { required: true, schema: { type: string } } } }
        4XX: { description: A mistake., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        default: { description: A failure., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  /ticks/{start}:
    get:
      operationId: follow
      tags: [Streams]
      security: []
      parameters:
        - { name: start, in: path, required: true, schema: { type: integer } }
        - { name: Last-Event-ID, in: header, schema: { type: integer } }
      responses:
        '200':
          description: Ticks, and then the end.
          content:
            text/event-stream:
              x-events:
                tick: { type: object, required: [number], additionalProperties: false, properties: { number: { type: integer } } }
                word: { type: string }
                message: { anyOf: [{ const: '[DONE]', type: string }, { type: string, contentMediaType: application/json, contentSchema: { type: boolean } }] }
        4XX: { description: None., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  /lines:
    post:
      operationId: echoLines
      tags: [Streams]
      security: []
      requestBody: { required: true, content: { application/x-ndjson: { schema: { type: array, maxItems: 3, items: { $ref: '#/components/schemas/Item' } } } } }
      responses:
        '200':
          description: The same again.
          content:
            application/json-seq: { schema: { type: array, items: { $ref: '#/components/schemas/Item' } } }
        '415': { description: Wrong., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '400': { description: Wrong., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  /orders:
    post:
      operationId: placeOrder
      tags: [Streams]
      security: []
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { $ref: '#/components/schemas/Order' }
            encoding: { buyer: { style: deepObject, explode: true }, lines: { style: deepObject, explode: true }, tags: { style: form, explode: false } }
      responses:
        '200': { description: The same., content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
        4XX: { description: Wrong., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  /beats:
    get:
      operationId: beat
      tags: [Streams]
      security: []
      responses:
        '200': { description: For ever., content: { text/event-stream: { schema: { type: object, required: [beat], properties: { beat: { type: integer } } } } } }
  /items:
    get:
      operationId: listItems
      tags: [Items]
      security: []
      responses:
        '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Item' } } } } }
    post:
      operationId: createItem
      tags: [Items]
      summary: 'Create */ an item'
      security: [{ token: [] }, { key: [] }]
      x-body-limit: 2000
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Item' }
            example: { name: Nail, kind: small }
      responses:
        '201':
          description: Created.
          headers: { Location: { required: true, schema: { type: string } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } }
          links:
            FileOfItem: { operationId: getFile, parameters: { name: $response.body#/name } }
            Again: { operationRef: '#/paths/~1items/post', requestBody: $request.body }
            Elsewhere: { operationId: putFile, parameters: { path.name: 'by-{$method}-{$statusCode}{$response.header.location}' } }
        '204': { description: Nothing to do. }
        '400': { description: Wrong., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '401': { description: Who?, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '413': { description: Too large., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '415': { description: Not JSON., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
${bodiesPaths}components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: query, name: api_key }
  schemas:
    Item:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: { type: string, minLength: 1, maxLength: 20 }
        kind: { enum: [small, large], default: small }
        parts: { type: array, items: { $ref: '#/components/schemas/Item' } }
        created: { type: string, format: date-time, readOnly: true }
    Order:
      type: object
      properties:
        amount: { type: integer }
        tags: { type: array, items: { type: string } }
        notes: { type: array, items: { type: string } }
        buyer: { type: object, properties: { name: { type: string }, address: { type: object, properties: { zip: { type: string } } } } }
        lines: { type: array, items: { type: object, properties: { price: { type: integer }, ids: { type: array, items: { type: string } } } } }
    Problem:
      type: object
      required: [error]
      additionalProperties: true
      properties: { error: { type: string } }
${bodiesSchemas}`;

const asyncapi = `asyncapi: 3.0.0
info: { title: Rich, version: 1.0.0 }
servers:
  live: { host: 'localhost:9000', protocol: ws }
channels:
  room:
    address: /rooms/{room}
    parameters: { room: {} }
    messages:
      say: { payload: { type: object, required: [type, text], properties: { type: { const: say }, text: { type: string } } } }
      said: { payload: { type: object, required: [type, text], properties: { type: { const: said }, text: { type: string } } } }
operations:
  receiveSay:
    action: receive
    channel: { $ref: '#/channels/room' }
    messages: [{ $ref: '#/channels/room/messages/say' }]
    reply: { channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/said' }] }
`;

/** A project within this package, so that its code finds \`specwright/runtime\`. */
export function createRichProject(extra: Readonly<Record<string, string>> = {}) {
  mkdirSync(join(package_, '.cache'), { recursive: true });
  const root = mkdtempSync(join(package_, '.cache', 'rich-project-'));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries({ 'spec/rich/openapi.yaml': openapi, 'spec/rich/asyncapi.yaml': asyncapi, ...extra }))
    put(path, text);
  return { root, put, remove: () => rmSync(root, { recursive: true, force: true }) };
}
