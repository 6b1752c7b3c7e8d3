import path from 'node:path';
import { problemAnswer, type Answer } from './answer.ts';
import { DocumentTree, membersOf, type Report } from './document-tree.ts';
import { MockBackend, type MockOptions, type MockRequest } from './mock-backend.ts';
import type { Headers } from './demands.ts';
import type { Wishes } from './operation-answer.ts';

export interface Mock {
  /** Of all documents together. */
  readonly operationCount: number;
  /** Absolute paths of all files read so far. */
  files(): readonly string[];
  /** Never rejects: what goes wrong is reported and answered with 500. */
  handle(request: MockRequest): Promise<Answer>;
  /** The answer of an operation, its request taken to be right; undefined where no document has it. */
  answerOf(method: string, template: string, wishes: Wishes, headers?: Headers): Answer | undefined;
}

/** By default `seed` is `specwright`, and `auth` is on. */
export interface CreateMockOptions extends Partial<MockOptions> {
  /** No file outside of it is read; default: the folder of each document. */
  readonly root?: string;
  /** Hears of what is not served, and where it stands; default: `console.error`. */
  readonly report?: Report;
}

/** Documents side by side; a path that several have is the first one's. */
export function createMock(files: readonly string[], options: CreateMockOptions = {}): Mock {
  const { root, report = console.error, seed = 'specwright', auth = true } = options;
  const trees = files.map((file) => new DocumentTree(path.resolve(file), root ?? path.dirname(path.resolve(file)), report));
  const backends = trees.filter(isServed).map((tree) => new MockBackend(tree, { seed, auth }));
  return {
    operationCount: backends.reduce((count, { operations }) => count + operations.length, 0),
    files: () => trees.flatMap((tree) => tree.files),
    handle: (request) => handle(backends, request, report),
    answerOf: (method, template, wishes, headers) => firstOf(backends, (backend) => backend.answerOf(method, template, wishes, headers)),
  };
}

async function handle(backends: readonly MockBackend[], request: MockRequest, report: Report): Promise<Answer> {
  try {
    const having = backends.filter((backend) => backend.hasPath(request.url));
    const backend = having.find((one) => one.methodsOf(request.url).includes(request.method)) ?? having[0] ?? backends[0];
    return backend === undefined ? problemAnswer(404, 'Not Found', { detail: 'there is no document to serve' }) : await backend.handle(request);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    report(`${request.method} ${request.url}: ${detail}`);
    return problemAnswer(500, 'Internal Server Error', { detail });
  }
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is no OpenAPI document is said to be none. */
function isServed(tree: DocumentTree): boolean {
  const { value } = tree.root;
  if (value === undefined) return false;
  const { openapi, swagger, asyncapi } = membersOf(value);
  if (typeof openapi === 'string' && openapi.startsWith('3.')) return true;
  if (swagger !== undefined) tree.report(tree.root, 'is Swagger 2.0, which is not served; convert it to OpenAPI 3 first');
  else if (asyncapi !== undefined) tree.report(tree.root, 'is an AsyncAPI document; only OpenAPI documents are served');
  else if (openapi === undefined) tree.report(tree.root, 'has no word openapi: "3.…"; it is served as OpenAPI 3.1');
  else tree.report(tree.root, `openapi: ${JSON.stringify(openapi)} is not known; it is served as OpenAPI 3.1`);
  return swagger === undefined && asyncapi === undefined && typeof value === 'object' && value !== null;
}
