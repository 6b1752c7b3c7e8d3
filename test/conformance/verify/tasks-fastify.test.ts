import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { openContract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

const task = { type: 'object', required: ['title'], properties: { title: { type: 'string', minLength: 1, maxLength: 80 }, done: { type: 'boolean' }, due: { type: 'string', format: 'date-time' }, priority: { type: 'integer', minimum: 1, maximum: 5 } } };
const stored = { allOf: [task, { type: 'object', required: ['id', 'createdAt'], properties: { id: { type: 'string', format: 'uuid' }, createdAt: { type: 'string', format: 'date-time' } } }] };
const failure = { type: 'object', required: ['statusCode', 'error', 'message'], properties: { statusCode: { type: 'integer' }, error: { type: 'string' }, message: { type: 'string' }, code: { type: 'string' } } };
const query = { type: 'object', properties: { limit: { type: 'integer', minimum: 1, maximum: 100 }, offset: { type: 'integer', minimum: 0 }, done: { type: 'boolean' } } };

const json = (description: string, schema: object) => ({ description, content: { 'application/json': { schema } } });
const failures = (...statuses: number[]) => Object.fromEntries(statuses.map((status) => [status, json('Refused.', { $ref: '#/components/schemas/Failure' })]));
const body = { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Task' } } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

const contract = {
  openapi: '3.1.0',
  info: { title: 'Tasks', version: '1' },
  paths: {
    '/tasks': {
      get: { operationId: 'listTasks', parameters: Object.entries(query.properties).map(([name, schema]) => ({ name, in: 'query', schema })), responses: { 200: json('Tasks.', { type: 'array', items: { $ref: '#/components/schemas/Stored' } }), ...failures(400) } },
      post: { operationId: 'addTask', requestBody: body, responses: { 201: json('Added.', { $ref: '#/components/schemas/Stored' }), ...failures(400, 415) } },
    },
    '/tasks/{id}': {
      parameters: [id],
      get: { operationId: 'getTask', responses: { 200: json('It.', { $ref: '#/components/schemas/Stored' }), ...failures(404) } },
      put: { operationId: 'replaceTask', requestBody: body, responses: { 200: json('Replaced.', { $ref: '#/components/schemas/Stored' }), ...failures(400, 404, 415) } },
      delete: { operationId: 'removeTask', responses: { 204: { description: 'Removed.' }, ...failures(404) } },
    },
  },
  components: { schemas: { Task: task, Stored: stored, Failure: failure } },
};

/** As its documentation shows it: with the options that it has by itself, among them that `"7"` is taken for 7. */
async function startTasks() {
  const app = fastify();
  const tasks = new Map<string, Record<string, unknown>>();
  const missing = { statusCode: 404, error: 'Not Found', message: 'There is no such task' };
  app.get('/tasks', { schema: { querystring: query } }, async (request) => {
    const { limit = 50, offset = 0, done } = request.query as { limit?: number; offset?: number; done?: boolean };
    return [...tasks.values()].filter((each) => done === undefined || each['done'] === done).slice(offset, offset + limit);
  });
  app.post('/tasks', { schema: { body: task } }, async (request, reply) => {
    const added = { ...(request.body as object), id: crypto.randomUUID(), createdAt: new Date().toISOString() };
    tasks.set(added.id, added);
    return reply.status(201).send(added);
  });
  app.get('/tasks/:id', async (request, reply) => tasks.get((request.params as { id: string }).id) ?? reply.status(404).send(missing));
  app.put('/tasks/:id', { schema: { body: task } }, async (request, reply) => {
    const known = tasks.get((request.params as { id: string }).id);
    if (known === undefined) return reply.status(404).send(missing);
    const changed = { ...(request.body as object), id: known['id'], createdAt: known['createdAt'] };
    tasks.set(String(known['id']), changed);
    return changed;
  });
  app.delete('/tasks/:id', async (request, reply) => (tasks.delete((request.params as { id: string }).id) ? reply.status(204).send() : reply.status(404).send(missing)));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, close: () => app.close() };
}

test('a Fastify server with the options that it has by itself is blamed for nothing but what it takes for numbers and texts', async () => {
  const folder = contractFolder({ 'openapi.yaml': JSON.stringify(contract) });
  const app = await startTasks();
  try {
    const { findings, coverage } = await verify(await openContract(folder, { base: folder }), { ...defaults, url: app.url });
    assert.deepEqual(findings.filter(({ check }) => check !== 'no-coercion').map(({ check, operationId, message, about }) => `${check} ${operationId}: ${message} (${about})`), []);
    assert.ok(findings.every(({ severity }) => severity === 'warn'));
    assert.deepEqual(coverage.succeeded, { reached: 5, all: 5 });
  } finally {
    await app.close();
  }
});
