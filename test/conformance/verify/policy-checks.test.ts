import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import type { Severity } from '../../../conformance/verify/checks/check.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

const document = `openapi: 3.1.0
info: { title: Users, version: '1' }
paths:
  /users:
    post:
      operationId: createUser
      parameters: [{ name: X-Tenant, in: header, required: true, schema: { type: string, enum: [acme] } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses:
        '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
        '400': { $ref: '#/components/responses/Problem' }
        '415': { $ref: '#/components/responses/Problem' }
        '429': { description: Later., headers: { Retry-After: { schema: { type: string } } } }
  /users/{userId}:
    parameters: [{ name: userId, in: path, required: true, schema: { type: string } }, { name: view, in: query, schema: { enum: [full] } }]
    get:
      operationId: getUser
      responses:
        '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
        '400': { $ref: '#/components/responses/Problem' }
        '404': { $ref: '#/components/responses/Problem' }
    delete:
      operationId: deleteUser
      responses: { '204': { description: Gone. }, '400': { $ref: '#/components/responses/Problem' }, '404': { $ref: '#/components/responses/Problem' } }
components:
  responses:
    Problem: { description: No., content: { application/problem+json: { schema: { type: object } } } }
  schemas:
    User:
      type: object
      required: [name, password]
      properties:
        id: { type: string, readOnly: true }
        role: { enum: [guest, admin], readOnly: true }
        name: { type: string, minLength: 1 }
        age: { type: integer, minimum: 0 }
        password: { type: string, minLength: 1, writeOnly: true }
`;

type User = Readonly<Record<string, unknown>>;

/** Users in memory, with one thing wrong. */
async function withUsers<Result>(bug: string, use: (url: string) => Promise<Result>): Promise<Result> {
  const users = new Map<string, User>();
  const gone = new Set<string>();
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const [, , id] = new URL(url, 'http://localhost').pathname.split('/');
    const { searchParams: query } = new URL(url, 'http://localhost');
    const send = (status: number, value?: unknown, headers = {}) => response.writeHead(status, { ...(value === undefined ? {} : { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }), ...headers }).end(value && JSON.stringify(value));
    const refuse = (status: number, detail: string, headers = {}) => send(status, { status: bug === 'problem with another status' ? 500 : status, title: 'No', detail }, headers);
    const shown = ({ password, ...rest }: User) => ({ ...rest, ...(bug === 'shows passwords' ? { password } : {}), ...(bug === 'says more' ? { internal: 1 } : {}) });
    const create = (text: string) => {
      if (request.headers['x-tenant'] !== 'acme' && bug !== 'needs no header') return refuse(400, 'X-Tenant');
      if (request.headers['content-type'] !== 'application/json') return refuse(415, 'JSON alone');
      const { name, age, password, ...more } = parse(text);
      const isRight = typeof name === 'string' && name !== '' && typeof password === 'string' && password !== '' && (age === undefined || (Number.isInteger(age) && (age as number) >= 0));
      if (!isRight) return refuse(400, bug === 'names no field' ? 'wrong' : 'name, age or password');
      const user = { id: `u${users.size + gone.size + 1}`, role: bug === 'takes roles' ? (more['role'] ?? 'guest') : 'guest', name, password, ...(age === undefined ? {} : { age }) };
      users.set(user.id, user);
      return send(201, shown(user));
    };
    const one = (key: string) => {
      if (query.getAll('view').length > 1 && bug !== 'takes doubles') return refuse(400, 'view twice');
      if (query.has('view') && query.get('view') !== 'full' && query.getAll('view').length === 1) return refuse(400, 'view');
      if (query.has('specwright-unknown') && bug !== 'takes unknown') return refuse(400, 'specwright-unknown');
      const user = users.get(key);
      if (method === 'DELETE' && gone.has(key) && bug === 'deletes once') return refuse(409, 'deleted before');
      if (user === undefined) return refuse(404, 'no such user');
      if (method === 'DELETE') return (users.delete(key), gone.add(key), send(204));
      if (bug === 'counts in age' && typeof user['age'] === 'number') users.set(key, { ...user, age: user['age'] + 1 });
      return send(200, shown(user));
    };
    if (method === 'OPTIONS') return void send(204, undefined, { 'access-control-allow-origin': '*', ...(bug === 'open to all' ? { 'access-control-allow-credentials': 'true' } : {}) });
    const allow = id === undefined ? ['POST'] : ['GET', 'DELETE'];
    if (!allow.includes(method)) return void refuse(405, method, { allow: allow.join(', ') });
    if (bug === 'wait for nothing' && method === 'POST') return void response.writeHead(429).end();
    if (id !== undefined) return void one(id);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => create(Buffer.concat(chunks).toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function parse(text: string): User {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !text.includes('\ufffd') ? (value as User) : {};
  } catch {
    return {};
  }
}

let contract: Contract;
before(async () => {
  const folder = contractFolder({ 'openapi.yaml': document });
  contract = await openContract(join(folder, 'openapi.yaml'), { base: folder });
});

const policies: Readonly<Record<string, Severity>> = { 'undeclared-response-property': 'warn', 'duplicate-param-policy': 'warn', 'unknown-query-policy@getUser': 'warn', 'error-points-at-field': 'warn' };

const bugs: readonly (readonly [string, string])[] = [
  ['shows passwords', 'read-write-only'],
  ['says more', 'undeclared-response-property'],
  ['takes roles', 'mass-assignment'],
  ['problem with another status', 'problem-details'],
  ['needs no header', 'missing-required-header'],
  ['names no field', 'error-points-at-field'],
  ['takes doubles', 'duplicate-param-policy'],
  ['takes unknown', 'unknown-query-policy'],
  ['deletes once', 'delete-idempotent'],
  ['counts in age', 'safe-methods-are-safe'],
  ['open to all', 'options-cors'],
  ['wait for nothing', 'rate-limit-429-retry-after'],
];

async function look(bug: string): Promise<string[]> {
  const { findings } = await withUsers(bug, (url) => verify(contract, { ...defaults, url, severities: policies }));
  return findings.map(({ check, operationId, message, about }) => `${check} ${operationId}: ${message} (${about})`);
}

describe('a service for users', { concurrency: 1 }, () => {
  test('that keeps to its contract, and to every policy that is asked for, is not blamed', async () => assert.deepEqual(await look(''), []));
  for (const [bug, check] of bugs)
    test(`that ${bug} is blamed by ${check}`, async () => {
      const found = await look(bug);
      assert.ok(found.some((text) => text.startsWith(`${check} `)), found.join('\n'));
    });
});
