import { readPathKey } from '../../model/path-key.ts';
import { OpenAPIBackend, OpenAPIRouter, OpenAPIValidator, type Context, type Document, type Operation, type Request } from 'openapi-backend';
import { problemAnswer, type Answer } from './answer.ts';
import { challengeOf, hasCredential } from './credentials.ts';
import { wrongMediaType } from './decode-body.ts';
import { countUnmet, demandsOf, type Demand, type Headers } from './demands.ts';
import type { DocumentTree, Place } from './document-tree.ts';
import { operationAnswer, type Wishes } from './operation-answer.ts';
import { readBasePaths, readOperations, type MockOperation } from './read-operations.ts';
import { RequestCheck, type CheckedRequest } from './request-check.ts';
import { RouteTable } from './route-table.ts';
import { Sampler } from './sample/sampler.ts';
import { SchemaStore } from './schema-store.ts';
import type { Violation } from './violation.ts';

export interface MockOptions {
  /** The same seed gives the same data. */
  readonly seed: string;
  /** Whether credentials must be there. */
  readonly auth: boolean;
}

export interface MockRequest extends CheckedRequest {
  /** Upper case. */
  readonly method: string;
}

/**
 * One document, answered by openapi-backend: it leads a request through routing, security, validation and the answer, and
 * joins the alternatives of security. Its router and its validators are replaced by ones that keep to this document's own
 * precedence of paths and styles of parameters, and that read an operation when it is first asked for: thousands of
 * operations start in the time that reading the text takes.
 */
export class MockBackend {
  readonly operations: readonly MockOperation[];
  readonly #tree: DocumentTree;
  readonly #table: RouteTable;
  readonly #demands = new Map<MockOperation, readonly Demand[]>();
  readonly #store: SchemaStore;
  readonly #sampler: Sampler;
  readonly #backend: OpenAPIBackend;
  readonly #options: MockOptions;

  constructor(tree: DocumentTree, options: MockOptions) {
    this.#tree = tree;
    this.#options = options;
    this.operations = readOperations(tree);
    const holders = [tree.root, ...this.operations.flatMap(({ item, place }) => [item, place])];
    this.#table = new RouteTable(this.operations, readBasePaths(tree, holders), (operation) => this.#demandsOf(operation));
    this.#store = new SchemaStore(tree);
    this.#sampler = new Sampler(this.#store, options.seed);
    this.#backend = this.#createBackend();
  }

  /** True when some operation has the path of a URL, whatever its method. */
  hasPath(url: string): boolean {
    return this.#table.find('', url) !== undefined;
  }

  /** Methods that a path is served with; none for a path that is not. */
  methodsOf(url: string): readonly string[] {
    const found = this.#table.find('', url);
    return found !== undefined && 'allow' in found ? found.allow : [];
  }

  async handle(request: MockRequest): Promise<Answer> {
    const { method, url, headers, body } = request;
    return (await this.#backend.handleRequest({ method, path: url, headers: headers as Request['headers'], body }, request)) as Answer;
  }

  /** The answer of an operation to whoever has checked the request already; undefined where the document has none. */
  answerOf(method: string, template: string, wishes: Wishes, headers: Headers = {}): Answer | undefined {
    const [path = '', search = ''] = template.split('?', 2);
    const query = new URLSearchParams(search);
    // The base path of a server may stand before the document's own template, of which there may be shorter ones with the same end.
    const fitting = this.operations.flatMap((operation) => {
      const key = readPathKey(operation.template);
      if (operation.method !== method || !path.endsWith(key.template)) return [];
      const demands = this.#demandsOf(operation);
      // An operation that has its path for itself is found without the query that its key wants.
      return [{ operation, rank: key.template.length + (demands.length / 100 - countUnmet(demands, query, headers)) / 100 }];
    });
    const [{ operation } = { operation: undefined }] = fitting.sort((a, b) => b.rank - a.rank);
    return operation && operationAnswer(operation, wishes, this.#sources);
  }

  #demandsOf(operation: MockOperation): readonly Demand[] {
    const known = this.#demands.get(operation) ?? demandsOf(operation, this.#tree);
    this.#demands.set(operation, known);
    return known;
  }

  get #sources() {
    return { tree: this.#tree, store: this.#store, sampler: this.#sampler };
  }

  #createBackend(): OpenAPIBackend {
    const definition = { ...(this.#tree.root.value as object) } as Document;
    const backend = new OpenAPIBackend({ definition, quick: true });
    backend.definition = definition;
    const byKey = new Map(this.operations.map((operation) => [operation.key, operation]));
    const check = new RequestCheck(this.#tree, this.#store);
    const operationOf = ({ operation }: Pick<Context, 'operation'>) => byKey.get(operation.operationId ?? '')!;
    backend.router = new MockRouter(definition, this.#table, (operation) => this.#securityOf(operation));
    backend.validator = new MockValidator(definition, backend.router, (key, request) => check.violations(byKey.get(key)!, request));
    backend.initialized = true;
    backend.register({
      notFound: () => problemAnswer(404, 'Not Found', { detail: 'no path of the document matches' }),
      methodNotAllowed: (_: Context, { url }: MockRequest) => problemAnswer(405, 'Method Not Allowed', {}, { allow: this.methodsOf(url).join(', ') }),
      unauthorizedHandler: (context: Context) => this.#unauthorized(operationOf(context)),
      validationFail: ({ validation }: Context) => refuse((validation.errors ?? []) as unknown as Violation[]),
      notImplemented: (context: Context, { headers: { accept, prefer } }: MockRequest) =>
        operationAnswer(operationOf(context), { accept, prefer }, this.#sources),
    });
    for (const [name, scheme] of this.#schemes())
      backend.securityHandlers[name] = (_: Context, request: MockRequest) => hasCredential(scheme, request);
    return backend;
  }

  #schemes(): [string, Place][] {
    return this.#tree.members(this.#tree.member(this.#tree.member(this.#tree.root, 'components'), 'securitySchemes'));
  }

  /** Requirements without their scopes: whether a credential has them only its issuer knows. */
  #securityOf({ place }: MockOperation): Record<string, string[]>[] {
    if (!this.#options.auth) return [];
    const declared = this.#tree.member(place, 'security') ?? this.#tree.member(this.#tree.root, 'security');
    return Array.isArray(declared?.value) ? (declared.value as Record<string, string[]>[]).filter((rule) => typeof rule === 'object' && rule !== null) : [];
  }

  #unauthorized(operation: MockOperation): Answer {
    const names = [...new Set(this.#securityOf(operation).flatMap((rule) => Object.keys(rule)))];
    const schemes = new Map(this.#schemes());
    for (const name of names) if (!schemes.has(name)) this.#tree.report(operation.place, `there is no security scheme ${name}, so nobody has it`);
    const challenges = names.flatMap((name) => schemes.get(name) ?? []).map(challengeOf);
    const detail = `needs a credential (${names.join(' or ')}); --no-auth does without`;
    return problemAnswer(401, 'Unauthorized', { detail }, challenges.length === 0 ? {} : { 'www-authenticate': [...new Set(challenges)].join(', ') });
  }
}

function refuse(violations: readonly Violation[]): Answer {
  if (violations.some(({ keyword }) => keyword === wrongMediaType)) return problemAnswer(415, 'Unsupported Media Type', { violations });
  return problemAnswer(400, 'Bad Request', { violations });
}

class MockRouter extends OpenAPIRouter {
  readonly #table: RouteTable;
  readonly #securityOf: (operation: MockOperation) => Record<string, string[]>[];

  constructor(definition: Document, table: RouteTable, securityOf: (operation: MockOperation) => Record<string, string[]>[]) {
    super({ definition });
    this.#table = table;
    this.#securityOf = securityOf;
  }

  /** Errors as openapi-backend tells them apart: by how they begin. */
  override matchOperation({ method, path, headers }: Request): Operation {
    const found = this.#table.find(method, path, headers as Headers);
    if (found === undefined) throw new Error('404-notFound');
    if ('allow' in found) throw new Error('405-methodNotAllowed');
    const { operation } = found;
    return { operationId: operation.key, method, path: operation.template, security: this.#securityOf(operation), responses: {} };
  }

  /** Left to the check, which knows the parameters' styles. */
  override parseRequest({ method, path, headers }: Request) {
    const found = this.#table.find(method, path, headers as Headers);
    const params = found !== undefined && 'path' in found ? found.path : {};
    return { method, path, headers, params, query: {}, cookies: {}, requestBody: undefined };
  }
}

class MockValidator extends OpenAPIValidator {
  readonly #violations: (key: string, request: CheckedRequest) => Violation[];

  constructor(definition: Document, router: OpenAPIRouter, violations: (key: string, request: CheckedRequest) => Violation[]) {
    super({ definition, router, lazyCompileValidators: true });
    this.#violations = violations;
  }

  override validateRequest(request: Request, operation?: Operation) {
    const { params } = this.router.parseRequest(request, operation) as { params: Record<string, string> };
    const checked = { url: request.path, headers: request.headers as CheckedRequest['headers'], path: params, body: request.body as CheckedRequest['body'] };
    const errors = this.#violations((operation as Operation).operationId ?? '', checked);
    return { valid: errors.length === 0, errors: errors.length === 0 ? null : errors } as unknown as ReturnType<OpenAPIValidator['validateRequest']>;
  }
}
