import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emitChannels } from '../generator/emit/channels.ts';
import { emitContract } from '../generator/emit/contract.ts';
import { emitDecoders } from '../generator/emit/decoders/decoders.ts';
import { emitRoutes } from '../generator/emit/routes.ts';
import { emitSecurity } from '../generator/emit/security.ts';
import { emitSerializers } from '../generator/emit/serializers/serializers.ts';
import { emitValidators } from '../generator/emit/validators/validators.ts';
import { loadApi } from '../generator/model/load-api.ts';
import { compiledFolder, compileFolder } from './compile.ts';

/** What a running service loads of what is generated. */
const needed = [emitChannels, emitContract, emitDecoders, emitRoutes, emitSecurity, emitSerializers, emitValidators];

/** Generates and compiles a service with so many operations; returns the program that serves it. */
export function generateService(operations: number): Promise<string> {
  return generateProgram(String(operations), documentOf(operations));
}

/** The same for any document, whose operations all answer the same. */
export async function generateProgram(name: string, contents: object): Promise<string> {
  const project = path.join(compiledFolder, `project-${name}`);
  const target = path.join(compiledFolder, `service-${name}`);
  const document = path.join(project, 'openapi.json');
  write(document, JSON.stringify(contents));
  const { api } = await loadApi(document, { base: project, cache: false });
  for (const file of needed.flatMap((emit) => emit(api))) write(path.join(project, 'generated', file.path), file.text);
  compileFolder(path.join(project, 'generated'), target);
  write(path.join(target, 'serve.js'), program);
  return path.join(target, 'serve.js');
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Handlers are beside the point: what starts slowly are tables and validators. */
const program = `import { serve } from 'specwright/runtime';
import { contract } from './contract.js';
const handlers = Object.fromEntries(contract.operations.map(({ id }) => [id, () => ({ status: 200, body: { done: true } })]));
const problems = ({ code, violations }) => ({ status: code === 'invalid-request' ? 400 : 500, body: { error: code, violations } });
const settings = { mode: 'production', host: '127.0.0.1', port: 0, logLevel: 'warn' };
const { port } = await serve({ contract, handlers, channelHandlers: {}, problems, signIn: {} }, { db: undefined, services: undefined, settings });
console.log('listening ' + port);
`;

const text = { type: 'string', minLength: 1, maxLength: 100 };
const error = { description: 'What was wrong.', content: json({ type: 'object', required: ['error'], properties: { error: text } }) };

function documentOf(operations: number): object {
  const resources = Array.from({ length: Math.ceil(operations / 5) }, (_, index) => `thing${index}`);
  return {
    openapi: '3.1.0',
    info: { title: 'Large', version: '1.0.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: 'http://localhost:9000' }],
    security: [],
    tags: resources.map((name) => ({ name })),
    paths: Object.fromEntries(resources.flatMap(pathsOf)),
    components: { schemas: Object.fromEntries(resources.map((name) => [name, schemaOf(name)])) },
  };
}

/** Five operations: list, create, read, replace, delete. */
function pathsOf(name: string): [string, object][] {
  const one = { description: 'It.', content: json({ $ref: `#/components/schemas/${name}` }) };
  const all = { description: 'All.', content: json({ type: 'array', items: { $ref: `#/components/schemas/${name}` } }) };
  const operation = (operationId: string, responses: object, more: object = {}) => ({ operationId, tags: [name], summary: operationId, ...more, responses: { ...responses, default: error } });
  const requestBody = { required: true, content: json({ $ref: `#/components/schemas/${name}` }) };
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }];
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } };
  return [
    [`/${name}`, { get: operation(`list-${name}`, { 200: all }, { parameters: [limit] }), post: operation(`create-${name}`, { 201: one }, { requestBody }) }],
    [`/${name}/{id}`, {
      get: operation(`read-${name}`, { 200: one }, { parameters }),
      put: operation(`replace-${name}`, { 200: one }, { parameters, requestBody }),
      delete: operation(`delete-${name}`, { 204: { description: 'Gone.' } }, { parameters }),
    }],
  ];
}

function schemaOf(name: string): object {
  return {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: text,
      [name]: { type: 'integer', minimum: 0 },
      state: { type: 'string', enum: ['new', 'used', 'gone'] },
      made_at: { type: 'string', format: 'date-time' },
      tags: { type: 'array', items: text },
      size: { type: 'object', required: ['width', 'height'], properties: { width: { type: 'number' }, height: { type: 'number' } } },
    },
  };
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}
