import { createProject, packageCache } from '../cli/project.ts';

/** Integers of 64 bits wherever a contract may have one. */
export const openapi = `openapi: 3.2.0
info: { title: Ledger, version: 1.0.0 }
paths:
  /accounts/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }
    post:
      operationId: book
      tags: [Book]
      parameters:
        - { name: after, in: query, schema: { $ref: '#/components/schemas/Id' } }
        - { name: ids, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: integer, format: int64 } } }
        - { name: range, in: query, style: deepObject, explode: true, schema: { type: object, properties: { from: { type: integer, format: int64 }, to: { type: integer, format: int64 } } } }
        - { name: where, in: query, content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } }
        - { name: limit, in: query, schema: { type: integer, format: int64, default: 9223372036854775806, minimum: 5 } }
        - { name: X-Trace, in: header, schema: { type: integer, format: uint64 } }
        - { name: seen, in: cookie, schema: { type: integer, format: int64 } }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Entry' } } }
      responses:
        '200':
          description: What was understood.
          headers:
            X-Next: { required: true, schema: { type: integer, format: int64 } }
            X-All: { schema: { type: array, items: { type: integer, format: int64 } } }
            X-Tree: { content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Understood' } } }
        default: { $ref: '#/components/responses/Problem' }
  /form:
    post:
      operationId: fill
      tags: [Book]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Form' } }
          multipart/form-data: { schema: { $ref: '#/components/schemas/Form' } }
      responses:
        '200': { description: The same., content: { application/json: { schema: { $ref: '#/components/schemas/Form' } } } }
        default: { $ref: '#/components/responses/Problem' }
  /lines:
    post:
      operationId: echoLines
      tags: [Book]
      requestBody: { required: true, content: { application/jsonl: { schema: { type: array, items: { $ref: '#/components/schemas/Tree' } } } } }
      responses:
        '200': { description: The same., content: { application/jsonl: { itemSchema: { $ref: '#/components/schemas/Tree' } } } }
        default: { $ref: '#/components/responses/Problem' }
  /events:
    get:
      operationId: follow
      tags: [Book]
      parameters: [{ name: from, in: query, required: true, schema: { $ref: '#/components/schemas/Id' } }]
      responses:
        '200':
          description: One after the other.
          content:
            text/event-stream:
              itemSchema:
                oneOf:
                  - { type: object, required: [event, data], properties: { event: { const: booked }, data: { type: string, contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Tree' } } } }
                  - { type: object, required: [event, data], properties: { event: { const: word }, data: { type: string } } }
        default: { $ref: '#/components/responses/Problem' }
  /count:
    get:
      operationId: count
      tags: [Book]
      responses: { '200': { description: How many., content: { text/plain: { schema: { type: integer, format: int64 } } } } }
  /small:
    post:
      operationId: small
      tags: [Book]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Small' } } } }
      responses:
        '200': { description: The same., content: { application/json: { schema: { $ref: '#/components/schemas/Small' } } } }
        default: { $ref: '#/components/responses/Problem' }
components:
  responses:
    Problem:
      description: What was wrong.
      content: { application/json: { schema: { type: object, additionalProperties: true } } }
  schemas:
    Id: { type: integer, format: int64, minimum: -9223372036854775807, examples: [9223372036854775807] }
    Kind: { type: integer, format: int64, enum: [1, 9223372036854775807] }
    Small: { type: object, required: [count], additionalProperties: false, properties: { count: { type: integer }, ratio: { type: number } } }
    Tree: { type: object, required: [value], properties: { value: { $ref: '#/components/schemas/Id' }, children: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
    Cat: { type: object, required: [type, size], properties: { type: { const: cat }, size: { type: integer, format: int64 } } }
    Dog: { type: object, required: [type, size], properties: { type: { const: dog }, size: { type: number } } }
    Entry:
      type: object
      required: [id]
      properties:
        id: { $ref: '#/components/schemas/Id', maximum: 9223372036854775806 }
        kind: { $ref: '#/components/schemas/Kind' }
        constant: { type: integer, format: int64, const: 9007199254740993 }
        multiple: { type: integer, format: int64, multipleOf: 10 }
        nothing: { type: [integer, 'null'], format: int64 }
        wide: { type: integer, format: uint64, exclusiveMaximum: 18446744073709551615 }
        list: { type: array, uniqueItems: true, items: { type: integer, format: int64 } }
        pair: { type: array, prefixItems: [{ type: string }, { type: integer, format: int64 }], items: { type: number } }
        map: { type: object, additionalProperties: { type: integer, format: int64 } }
        patterned: { type: object, patternProperties: { '^n-': { type: integer, format: int64 } }, additionalProperties: { type: number } }
        tree: { $ref: '#/components/schemas/Tree' }
        animal: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }
        either: { anyOf: [{ type: integer, format: int64, minimum: 9007199254740993 }, { type: string }] }
        both: { allOf: [{ $ref: '#/components/schemas/Id' }, { type: integer, minimum: 9007199254740993 }] }
        anything: true
        plain: { type: number }
        preset: { type: integer, format: int64, default: 9223372036854775807 }
        presets: { type: object, default: { value: 7 }, properties: { value: { type: integer, format: int64 } } }
        old: { type: integer, format: int64, minimum: -9223372036854775808, maximum: 9223372036854775807 }
    Understood:
      type: object
      properties:
        body: { $ref: '#/components/schemas/Entry' }
        path: { $ref: '#/components/schemas/Id' }
        query: { type: object, additionalProperties: true }
        trace: { type: integer, format: uint64 }
        seen: { type: integer, format: int64 }
        types: { type: object, additionalProperties: { type: string } }
    Form:
      type: object
      properties:
        id: { type: integer, format: int64 }
        ids: { type: array, items: { type: integer, format: int64 } }
        tree: { $ref: '#/components/schemas/Tree' }
`;

export const asyncapi = `asyncapi: 3.0.0
info: { title: Ledger, version: 1.0.0 }
servers: { local: { host: 'localhost:9000', protocol: ws } }
channels:
  live:
    address: /live
    bindings: { ws: { query: { type: object, properties: { since: { type: integer, format: int64 } } } } }
    messages:
      book: { payload: { type: object, required: [type, id], properties: { type: { const: book }, id: { type: integer, format: int64 }, list: { type: array, items: { type: integer, format: int64 } } } } }
      booked: { payload: { type: object, required: [type, id], properties: { type: { const: booked }, id: { type: integer, format: int64 }, since: { type: integer, format: int64 }, kind: { type: string } } } }
operations:
  receiveBook:
    action: receive
    channel: { $ref: '#/channels/live' }
    messages: [{ $ref: '#/channels/live/messages/book' }]
    reply: { channel: { $ref: '#/channels/live' }, messages: [{ $ref: '#/channels/live/messages/booked' }] }
`;

const handlers: Readonly<Record<string, string>> = {
  'handlers/ledger/problems.ts': `import { problemStatus, type Problem } from 'specwright/runtime';
export const problems = (problem: Problem) => ({ status: problemStatus[problem.code], contentType: 'application/json', body: { ...problem } });
`,
  'handlers/ledger/book/book.ts': `import type { Operations } from '../../../generated/ledger/operations.ts';
import type { Context } from '../context.ts';
const kept = new Map<bigint, string>();
export const book: Operations<Context>['book'] = ({ body, path, query, headers, cookies }) => {
  kept.set(path.id, path.id.toString());
  const types = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value]));
  const understood = { body, path: BigInt(kept.get(path.id) ?? 0), query: { ...query }, types };
  return {
    status: 200,
    headers: { 'x-next': path.id, 'x-all': [path.id, 1n], 'x-tree': { value: path.id } },
    body: { ...understood, ...(headers['x-trace'] === undefined ? {} : { trace: headers['x-trace'] }), ...(cookies.seen === undefined ? {} : { seen: cookies.seen }) },
  };
};
`,
  'handlers/ledger/book/fill.ts': `import type { Operations } from '../../../generated/ledger/operations.ts';
import type { Context } from '../context.ts';
export const fill: Operations<Context>['fill'] = ({ body }) => ({ status: 200, body });
`,
  'handlers/ledger/book/echo-lines.ts': `import type { Operations } from '../../../generated/ledger/operations.ts';
import type { Context } from '../context.ts';
export const echoLines: Operations<Context>['echoLines'] = ({ body }) => ({ status: 200, body: (async function* () { yield* body; })() });
`,
  'handlers/ledger/book/follow.ts': `import type { Operations } from '../../../generated/ledger/operations.ts';
import type { Context } from '../context.ts';
export const follow: Operations<Context>['follow'] = ({ query }) => ({ status: 200, body: (async function* () {
  yield { event: 'booked' as const, data: { value: query.from, children: [{ value: query.from - 1n }] } };
  yield { event: 'word' as const, data: '9223372036854775807' };
})() });
`,
  'handlers/ledger/book/count.ts': `import type { Operations } from '../../../generated/ledger/operations.ts';
import type { Context } from '../context.ts';
export const count: Operations<Context>['count'] = () => ({ status: 200, body: 9223372036854775807n });
`,
  'handlers/ledger/book/small.ts': `import type { Operations } from '../../../generated/ledger/operations.ts';
import type { Context } from '../context.ts';
export const small: Operations<Context>['small'] = ({ body }) => ({ status: 200, body });
`,
  'handlers/ledger/live/connection.ts': `import type { LiveClose, LiveOpen, LiveProblem } from '../../../generated/ledger/channel-types.ts';
import type { Context } from '../context.ts';
export interface State { readonly since?: bigint | undefined }
export const open: LiveOpen<Context, State> = ({ query }) => ({ since: query.since });
export const close: LiveClose<Context, State> = () => undefined;
export const problem: LiveProblem<Context, State> = (problem) => ({ close: { code: 1008, reason: 'violations' in problem ? (problem.violations[0]?.message ?? 'none') : problem.code } });
`,
  'handlers/ledger/live/receive-book.ts': `import type { ReceiveBook } from '../../../generated/ledger/channel-types.ts';
import type { Context } from '../context.ts';
import type { State } from './connection.ts';
export const receiveBook: ReceiveBook<Context, State> = ({ id, list }, { state }) => (
  { type: 'booked', id: list === undefined ? id : list.reduce((sum, one) => sum + one, id), ...(state.since === undefined ? {} : { since: state.since }), kind: typeof id });
`,
  'contract.test.ts': `import { after } from 'node:test';
import { contractTests } from './generated/ledger/contract-tests.ts';
import { start } from './service.ts';
const service = await start();
after(() => service.close());
contractTests({ baseUrl: service.url, credentials: {}, fixtures: {
  book: () => ({ path: { id: '9223372036854775807' }, body: { id: 9223372036854775806n, tree: { value: 9223372036854775807n } } }),
  follow: () => ({ query: { from: '9223372036854775807' } }),
  echoLines: () => ({ body: [{ value: 9223372036854775807n }] }),
} });
`,
  'service.ts': `import { serve } from 'specwright/runtime';
import { contract } from './generated/ledger/contract.ts';
import { channelHandlers, handlers } from './generated/ledger/handlers.ts';
import { problems } from './handlers/ledger/problems.ts';
export const start = () => serve({ contract, handlers, channelHandlers, problems, signIn: {} } as never,
  { db: undefined, services: undefined, settings: { mode: 'test', host: '127.0.0.1', port: 0, responseCheck: 'enforce', logLevel: 'silent' } } as never);
`,
};

export const settings = 'contracts:\n  int64: { ledger: bigint }\n';

/** A project whose one contract is generated with bigints, or without. */
export function createLedger(files: Readonly<Record<string, string>> = { 'specwright.yaml': settings, ...handlers }) {
  return createProject({ 'spec/ledger/openapi.yaml': openapi, 'spec/ledger/asyncapi.yaml': asyncapi, ...files }, packageCache());
}
