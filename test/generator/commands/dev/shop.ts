import { mkdirSync, symlinkSync } from 'node:fs';
import { createProject, packageCache } from '../../cli/project.ts';

const item = (type: string) => `type: object
required: [name]
properties:
  name: { type: string, example: Nail }
  size: { type: ${type} }
`;

const openapi = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: 'http://localhost:9000/v1' }]
security: []
paths:
  /items/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      operationId: getItem
      tags: [Items]
      responses:
        '200':
          description: The item.
          headers:
            X-Size: { required: true, schema: { type: integer }, example: 5 }
            X-Box: { required: true, schema: { type: object, required: [w], properties: { w: { const: 2 } } } }
          content: { application/json: { schema: { $ref: './item.yaml' }, example: { name: Bolt } } }
        '404':
          description: There is none.
    put:
      operationId: putItem
      tags: [Items]
      security: [{ token: [] }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: './item.yaml' } } }
      responses:
        '200':
          description: The item.
          content: { application/json: { schema: { $ref: './item.yaml' } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
`;

const asyncapi = `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
servers:
  local: { host: 'localhost:9000', protocol: ws }
channels:
  live:
    address: /live
    messages:
      ping:
        payload: { type: object, required: [type], properties: { type: { const: ping } } }
operations:
  receivePing:
    action: receive
    channel: { $ref: '#/channels/live' }
    messages: [{ $ref: '#/channels/live/messages/ping' }]
`;

const main = `import { serve } from 'specwright/runtime';
import { contract } from './generated/shop/contract.ts';
import { channelHandlers, handlers } from './generated/shop/handlers.ts';
import { problems } from './handlers/shop/problems.ts';
import { signIn } from './handlers/shop/sign-in.ts';

const settings = { mode: 'development', port: 0, logLevel: 'silent', responseCheck: 'enforce' } as const;
await serve({ contract, handlers, channelHandlers, problems, signIn }, { db: undefined, services: undefined, settings });
`;

const putItem = (word: string) => `import type { PutItem } from '../../../generated/shop/operations.ts';
import type { Context } from '../context.ts';

export const putItem: PutItem<Context> = () => ({ status: 200, body: { name: '${word}' } });
`;

/** Texts of the files that tests write and change. */
export const shop = { openapi, item, putItem };

/** A project with a WebSocket and two operations, of which one has no handler; `problems.ts` and `sign-in.ts` are missing, too. It has the newest compiler. */
export function createShop() {
  const project = createProject(
    {
      'spec/shop/openapi.yaml': openapi,
      'spec/shop/item.yaml': item('integer'),
      'spec/shop/asyncapi.yaml': asyncapi,
      'main.ts': main,
      'handlers/shop/items/put-item.ts': putItem('first'),
      'tsconfig.json': JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: { incremental: false }, include: ['./**/*.ts'], exclude: [] }),
    },
    packageCache(),
  );
  mkdirSync(`${project.root}/node_modules`);
  symlinkSync('../../../node_modules/typescript-7', `${project.root}/node_modules/typescript`);
  return project;
}
