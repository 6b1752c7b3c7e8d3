/** Services for tests: rows as the generator would print them, written by hand, with small Ajv validators. */
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { serve } from 'specwright/runtime';
import type {
  BodyRow, Context, ContractTables, DecodedInput, MediaRow, OperationRow, Problem, RawInput, Reply, ResponseRow, RouteRow, RunningService, SecuritySchemeRow, Service,
  Settings, Validate,
} from 'specwright/runtime';

const ajv = new Ajv2020({ allErrors: true, strict: false });

export function compile(schema: AnySchema): Validate {
  return ajv.compile(schema);
}

export function json(schema: AnySchema = {}): MediaRow {
  return { mediaType: 'application/json', codec: 'json', validate: compile(schema) };
}

/** A response with a JSON body of this schema. */
export function responds(schema: AnySchema = {}, headers: Readonly<Record<string, AnySchema>> = {}): ResponseRow {
  const names = Object.keys(headers);
  const validateHeaders = names.length === 0 ? undefined : compile({ type: 'object', properties: headers });
  return { content: [json(schema)], headers: names, validateHeaders };
}

export const empty: ResponseRow = { content: [], headers: [] };

export const takesJson = (schema: AnySchema = {}, required = true): BodyRow => ({ required, content: [json(schema)] });

/** Path and query as texts, numbers where they look like it; enough of a decoder for these tests. */
function decode(names: readonly string[]): (raw: RawInput) => DecodedInput {
  return (raw) => ({
    path: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(raw.path[index] ?? '')])),
    query: Object.fromEntries([...new URLSearchParams(raw.query)].map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value])),
    headers: { ...raw.headers },
    cookies: {},
  });
}

export type TestRow = Partial<Omit<OperationRow, 'limits'>> & { readonly limits?: Partial<OperationRow['limits']>; readonly input?: AnySchema };

export function operation({ limits, input, ...row }: TestRow & { readonly path: string }): OperationRow {
  const names = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const method = row.method ?? 'get';
  return {
    id: `${method} ${row.path}`,
    tag: 'test',
    method,
    captures: { path: names.length, query: true, headers: [], cookies: true },
    decode: decode(names),
    validateInput: input === undefined ? undefined : compile(input),
    responses: { 200: responds(), 400: responds(), default: responds() },
    security: [],
    limits: { bodyBytes: 1000, rates: [], timeoutMs: 5000, ...limits },
    ...row,
  };
}

export type Handler = (request: Request) => unknown;

/** As loose as a test may be. */
export interface Request {
  readonly body: never;
  readonly path: Record<string, string>;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
  readonly actor: { readonly name: string } | undefined;
  readonly signal: AbortSignal;
  readonly background: (work: (signal: AbortSignal) => Promise<void>) => void;
  readonly requestId: string;
  readonly accepts: string | undefined;
  readonly client: { readonly address: string };
}

/** Every problem under its own code, with everything it says. */
export function problems(problem: Problem): Reply | undefined {
  if (problem.code === 'thrown') return problem.error instanceof KnownError ? { status: 409, body: { error: problem.error.message } } : undefined;
  const { code, ...facts } = problem;
  return { status: statusOf[code], body: { error: code, ...facts } };
}

export class KnownError extends Error {}

const statusOf: Readonly<Record<Exclude<Problem['code'], 'thrown'>, number>> = {
  'route-not-found': 404, 'method-not-allowed': 405, 'malformed-request': 400, 'rate-limited': 429, overloaded: 503, unauthenticated: 401, forbidden: 403,
  'missing-body': 400, 'malformed-body': 400, 'body-too-large': 413, 'unsupported-media-type': 415, 'not-acceptable': 406, 'invalid-request': 422,
  'idempotency-key-missing': 400, 'idempotency-key-in-use': 409, 'idempotency-key-reused': 422, timeout: 504, internal: 500,
};

export interface TestServiceOptions extends Partial<Omit<Service<Context>, 'contract' | 'handlers'>> {
  readonly settings?: Partial<Settings>;
  readonly securitySchemes?: ContractTables['securitySchemes'];
}

export const schemes = {
  token: { kind: 'bearer', name: 'token' },
  password: { kind: 'basic', name: 'password' },
  key: { kind: 'apiKey', name: 'key', in: 'header', key: 'X-Api-Key' },
  queryKey: { kind: 'apiKey', name: 'queryKey', in: 'query', key: 'api_key' },
  session: { kind: 'apiKey', name: 'session', in: 'cookie', key: 'sid' },
  digest: { kind: 'http', name: 'digest', authScheme: 'Digest' },
  kerberos: { kind: 'http', name: 'kerberos', authScheme: 'Negotiate' },
  oauth: { kind: 'oauth2', name: 'oauth' },
  openId: { kind: 'openIdConnect', name: 'openId', url: 'https://id.example/.well-known/openid-configuration' },
  certificate: { kind: 'mutualTLS', name: 'certificate' },
} as const satisfies Record<string, SecuritySchemeRow>;

type Route = readonly [row: OperationRow | RouteRow, handler: Handler];

export function testService(routes: readonly Route[], { settings: _settings, securitySchemes = schemes, ...rest }: TestServiceOptions = {}): Service<Context> {
  return {
    contract: { name: 'test', title: 'Test', version: '1', operations: routes.map(([row]) => row), channels: [], securitySchemes },
    handlers: Object.fromEntries(routes.map(([row, handler]) => [row.id, handler as (request: never) => unknown])),
    channelHandlers: {},
    signIn: {},
    problems,
    ...rest,
  };
}

/** Starts a service on a free port; the test closes it. */
export function startService(routes: readonly Route[], options: TestServiceOptions = {}): Promise<RunningService> {
  const settings: Settings = { mode: 'test', port: 0, ...options.settings };
  return serve(testService(routes, options), { db: undefined, services: undefined, settings });
}

/** Starts a service for as long as `use` takes. */
export async function withService(routes: readonly Route[], options: TestServiceOptions, use: (service: RunningService) => Promise<void>): Promise<void> {
  const service = await startService(routes, options);
  try {
    await use(service);
  } finally {
    await service.close();
  }
}
