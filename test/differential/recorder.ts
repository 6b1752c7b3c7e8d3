import { Agent, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  serve,
  type ContractTables,
  type Context,
  type IdempotencyStore,
  type Problem,
  type RateLimiter,
  type Service,
  type Violation,
} from 'specwright/runtime';
import { firstToken, type Outcome, type PlainRequest, type Reason, type Values } from './plain-request.ts';

/** Our side: the service of a contract on a real socket, whose handlers only note what reached them. */
export interface Recorder {
  ask(request: PlainRequest): Promise<Outcome>;
  close(): Promise<void>;
}

const rejections: ReadonlySet<Problem['code']> = new Set([
  'invalid-request',
  'malformed-body',
  'missing-body',
  'unsupported-media-type',
  'malformed-request',
  'idempotency-key-missing',
]);

/** Neither limits nor repeated keys are the matter here. */
const noLimit: RateLimiter = {
  take: (_key, limit) => ({ allowed: true, limit, remaining: limit, resetSeconds: 0, retryAfterSeconds: 0 }),
};
const noMemory: IdempotencyStore = {
  begin: async () => ({ state: 'started', claim: '' }),
  finish: async () => undefined,
  abandon: async () => undefined,
};

export async function startRecorder(contract: ContractTables): Promise<Recorder> {
  const seen = new Map<string, Outcome>();
  const service: Service<Context> = {
    contract: { ...contract, channels: [] },
    handlers: Object.fromEntries(contract.operations.map(({ id }) => [id, note(id, seen)])),
    channelHandlers: {},
    signIn: Object.fromEntries(Object.keys(contract.securitySchemes).map((scheme) => [scheme, () => ({ name: 'somebody' })])),
    actorId: () => 'somebody',
    problems: (problem, { operationId = '', requestId }) => {
      seen.set(requestId, outcomeOf(problem, operationId));
      return { status: 400, contentType: 'text/plain', body: problem.code };
    },
  };
  const settings = { mode: 'test', port: 0, responseCheck: 'off', rateLimiter: noLimit, idempotency: noMemory } as const;
  const running = await serve(service, { db: undefined, services: undefined, settings });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let count = 0;
  return {
    async ask(request) {
      const id = `request-${(count += 1)}`;
      const status = await send(running.port, agent, request, id);
      const outcome = seen.get(id);
      seen.delete(id);
      if (outcome === undefined) throw new Error(`answered ${status} without a word from a handler or the problems table`);
      return outcome;
    },
    async close() {
      agent.destroy();
      await running.close();
    },
  };
}

interface Understood {
  readonly path?: Values['path'];
  readonly query?: Values['query'];
  readonly headers?: Values['header'];
  readonly cookies?: Values['cookie'];
  readonly body?: unknown;
  readonly requestId: string;
}

function note(operation: string, seen: Map<string, Outcome>) {
  return ({ path = {}, query = {}, headers = {}, cookies = {}, body, requestId }: Understood) => {
    seen.set(requestId, { kind: 'accepted', operation, values: { path, query, header: headers, cookie: cookies, body } });
    return { status: 204 };
  };
}

function outcomeOf(problem: Problem, operation: string): Outcome {
  if (problem.code === 'route-not-found') return { kind: 'no such path' };
  if (problem.code === 'method-not-allowed') return { kind: 'no such method' };
  if (!rejections.has(problem.code))
    throw new Error(`a problem that no request of these should have: ${JSON.stringify(problem)}`);
  if (problem.code !== 'invalid-request')
    return { kind: 'rejected', operation, reasons: [{ place: 'body', name: '', keyword: problem.code }] };
  return { kind: 'rejected', operation, reasons: problem.violations.map(reasonOf) };
}

function reasonOf({ in: part, pointer, keyword }: Violation): Reason {
  if (part === 'body' || part === 'message') return { place: 'body', name: '', keyword };
  return { place: part, name: firstToken(pointer), keyword };
}

function send(port: number, agent: Agent, { method, path, query, headers, body }: PlainRequest, id: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const options = {
      host: '127.0.0.1',
      port,
      agent,
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: { ...headers, ...length, 'x-request-id': id },
    };
    const outgoing = httpRequest(options, (response) => {
      text(response).then(() => resolve(response.statusCode ?? 0), reject);
    });
    outgoing.on('error', reject).end(body);
  });
}
