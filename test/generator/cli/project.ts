import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small contract with a path parameter, a body, sign-in and one channel. */
export const openapi = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: 'http://localhost:9000' }]
tags: [{ name: Items }]
security: [{ token: [] }]
paths:
  /items/{id}:
    put:
      operationId: putItem
      tags: [Items]
      summary: Put an item
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Item' }
            example: { name: Nail }
      responses:
        '200':
          description: The item.
          content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } }
        default:
          description: What was wrong.
          content: { application/json: { schema: { type: object } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  schemas:
    Item:
      type: object
      required: [name]
      properties:
        name: { type: string, minLength: 1 }
        size: { type: integer, default: 3 }
`;

export const asyncapi = `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
servers:
  local: { host: 'localhost:9000', protocol: ws }
channels:
  live:
    address: /live
    messages:
      ping:
        payload: { type: object, required: [type], properties: { type: { const: ping } } }
      pong:
        payload: { type: object, required: [type], properties: { type: { const: pong } } }
operations:
  receivePing:
    action: receive
    channel: { $ref: '#/channels/live' }
    messages: [{ $ref: '#/channels/live/messages/ping' }]
    reply:
      channel: { $ref: '#/channels/live' }
      messages: [{ $ref: '#/channels/live/messages/pong' }]
`;

/** Where a project finds `specwright/runtime`: within this package. */
export function packageCache(): string {
  const folder = new URL('../../../.cache/', import.meta.url).pathname;
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A project of one contract in a folder of its own. */
export function createProject(
  files: Readonly<Record<string, string>> = { 'spec/shop/openapi.yaml': openapi, 'spec/shop/asyncapi.yaml': asyncapi },
  within = tmpdir(),
) {
  const root = mkdtempSync(join(within, 'specwright-project-'));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  /** A file or folder; without a path, all of it. */
  const remove = (path = '') => rmSync(join(root, path), { recursive: true, force: true });
  return { root, put, remove };
}
