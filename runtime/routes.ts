/** Step 1: which operation a request is for. uWebSockets.js's own router decides where it can, a tree of segments elsewhere. */
import { requestedHeaders } from './cors.ts';
import { prepareRoute } from './operation.ts';
import { prepareRow } from './prepare-row.ts';
import { handle } from './pipeline.ts';
import { chooserByDemands } from './routing/choose-by-demands.ts';
import { PathIndex } from './routing/path-index.ts';
import { canMeet, isBeyondRouter, routerPattern } from './routing/router-pattern.ts';
import { refuseBadFraming } from './steps/guard.ts';
import type { Method, OperationRow, RouteRow } from './contract.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome, PreparedOperation } from './operation.ts';
import type { Runtime } from './runtime.ts';
import type { HttpRequest, HttpResponse, TemplatedApp } from 'uWebSockets.js';

type Row = OperationRow | RouteRow;

/** `path`: the texts of the path's parameters, where the router did not find them. */
type RouteHandler = (res: HttpResponse, req: HttpRequest, path?: readonly string[]) => void;

type Register = (app: TemplatedApp, pattern: string, handler: (res: HttpResponse, req: HttpRequest) => void) => unknown;

const registrars: Readonly<Record<Method, Register>> = {
  get: (app, pattern, handler) => app.get(pattern, handler),
  put: (app, pattern, handler) => app.put(pattern, handler),
  post: (app, pattern, handler) => app.post(pattern, handler),
  delete: (app, pattern, handler) => app.del(pattern, handler),
  options: (app, pattern, handler) => app.options(pattern, handler),
  head: (app, pattern, handler) => app.head(pattern, handler),
  patch: (app, pattern, handler) => app.patch(pattern, handler),
  trace: (app, pattern, handler) => app.trace(pattern, handler),
};

/** Everything that is declared for one path, whatever its parameters are called. */
interface Resource {
  readonly path: string;
  readonly rows: Row[];
  readonly handlers: Map<string, RouteHandler>;
}

/** Every operation, HEAD for every GET, OPTIONS and 405 for every path, and 404 for the rest. */
export function registerRoutes(app: TemplatedApp, runtime: Runtime): void {
  const index = new PathIndex<Resource>();
  const resources = gather(runtime.service.contract.operations, index);
  const notFound = prepareRoute(runtime, (exchange) => refuseBadFraming(exchange) ?? { code: 'route-not-found', path: exchange.url });
  for (const resource of resources) addHandlers(runtime, resource, notFound);
  const lookUp: RouteHandler = (res, req) => {
    const found = index.find(req.getUrl());
    if (found === undefined) return handle(runtime, notFound, res, req, req.getMethod());
    handlerOf(found.value, req.getMethod())(res, req, found.parameters);
  };
  const beyond = resources.filter(({ path }) => isBeyondRouter(path)).map(({ path }) => routerPattern(path));
  for (const resource of resources) {
    const pattern = routerPattern(resource.path);
    register(app, pattern, beyond.some((other) => canMeet(pattern, other)) ? () => lookUp : (method) => handlerOf(resource, method));
  }
  // Paths that are spelled otherwise than the router has them, too.
  app.any('/*', lookUp);
}

function gather(rows: readonly Row[], index: PathIndex<Resource>): Resource[] {
  const resources = new Set<Resource>();
  for (const row of rows) {
    const resource = index.add(row.path, () => ({ path: row.path, rows: [], handlers: new Map() }));
    resource.rows.push(row);
    resources.add(resource);
  }
  return [...resources];
}

/**
 * Fact of uWebSockets.js: the routes of a method come before those for any method, however literal these are. A path that
 * matches literally decides alone (OpenAPI 3.1, "Paths Object"), so it answers each method by name.
 */
function register(app: TemplatedApp, pattern: string, handlerFor: (method: string) => RouteHandler): void {
  for (const method of Object.keys(registrars) as Method[]) {
    const handler = handlerFor(method);
    registrars[method](app, pattern, (res, req) => handler(res, req));
  }
  app.any(pattern, (res, req) => handlerFor(otherMethod(req))(res, req));
}

/** Lower case; the empty text for one in small letters, which is another method (RFC 9110, section 9.1) and nobody's. */
function otherMethod(req: HttpRequest): string {
  const sent = req.getCaseSensitiveMethod();
  return sent === sent.toUpperCase() ? sent.toLowerCase() : '';
}

function handlerOf({ handlers }: Resource, method: string): RouteHandler {
  return handlers.get(method) ?? handlers.get('') as RouteHandler;
}

/** By method, lower case; by the empty text for every other one. */
function addHandlers(runtime: Runtime, { rows, handlers }: Resource, notFound: PreparedOperation): void {
  for (const method of new Set(rows.map((row) => row.method))) {
    const same = rows.filter((row) => row.method === method);
    const choose = chooserOf(same.map((row) => [row, prepareRow(runtime, row)]));
    const answerAs = (answered: string): RouteHandler => (res, req, path) =>
      handle(runtime, choose(req) ?? notFound, res, req, answered, path);
    handlers.set(method, answerAs(method));
    if (method === 'get' && !has(rows, 'head')) handlers.set('head', answerAs('head'));
  }
  const allow = allowedMethods(rows);
  if (!has(rows, 'options')) handlers.set('options', routeHandler(runtime, optionsRoute(runtime, allow)));
  handlers.set('', routeHandler(runtime, prepareRoute(runtime, (exchange) => refuseBadFraming(exchange) ?? { code: 'method-not-allowed', allow })));
}

type Choice = readonly [row: Row, prepared: () => PreparedOperation];

function chooserOf(choices: readonly Choice[]): (req: HttpRequest) => PreparedOperation | undefined {
  const [first] = choices;
  if (choices.length === 1 && first !== undefined && first[0].constants === undefined) return first[1];
  const choose = chooserByDemands(choices);
  return (req) => choose({ query: req.getQuery() || '', header: (name) => req.getHeader(name) })?.();
}

function routeHandler(runtime: Runtime, route: PreparedOperation): RouteHandler {
  return (res, req) => handle(runtime, route, res, req, req.getMethod());
}

/** RFC 9110 section 9.3.7; a preflight is the same request with an Origin. */
function optionsRoute(runtime: Runtime, allow: readonly string[]): PreparedOperation {
  const answer = (exchange: Exchange): Outcome => {
    const cors = runtime.cors?.preflight(exchange.origin, allow, requestedHeaders(exchange)) ?? [];
    return refuseBadFraming(exchange) ?? { status: 204, headers: { allow: allow.join(', '), ...Object.fromEntries(cors) } };
  };
  const route = prepareRoute(runtime, answer);
  return { ...route, isPreflight: true, captures: { ...route.captures, headers: new Set(['access-control-request-headers']) } };
}

function has(rows: readonly Row[], method: string): boolean {
  return rows.some((row) => row.method === method);
}

/** Upper case, in the contract's order, then what the runtime answers by itself. */
export function allowedMethods(rows: readonly Row[]): string[] {
  const declared = rows.map((row) => row.method.toUpperCase());
  const added = [...(has(rows, 'get') ? ['HEAD'] : []), 'OPTIONS'];
  return [...new Set([...declared, ...added])];
}
