/** Step 1: the rows on uWebSockets.js's own router, where a literal segment beats a parameter. */
import { requestedHeaders } from './cors.ts';
import { prepareOperation, prepareRoute } from './operation.ts';
import { handle, stepsOf } from './pipeline.ts';
import { refuseBadFraming } from './steps/guard.ts';
import type { Method, OperationRow } from './contract.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome, PreparedOperation } from './operation.ts';
import type { Runtime } from './runtime.ts';
import type { HttpRequest, HttpResponse, TemplatedApp } from 'uWebSockets.js';

type SocketHandler = (res: HttpResponse, req: HttpRequest) => void;

type Register = (app: TemplatedApp, pattern: string, handler: SocketHandler) => unknown;

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

/** Every operation, HEAD for every GET, OPTIONS and 405 for every path, and 404 for the rest. */
export function registerRoutes(app: TemplatedApp, runtime: Runtime): void {
  for (const [pattern, rows] of byPattern(runtime.service.contract.operations)) registerPath(app, runtime, pattern, rows);
  const notFound = prepareRoute(runtime, (exchange) => refuseBadFraming(exchange) ?? { code: 'route-not-found', path: exchange.url });
  app.any('/*', routeHandler(runtime, notFound));
}

function registerPath(app: TemplatedApp, runtime: Runtime, pattern: string, rows: readonly OperationRow[]): void {
  for (const row of rows) {
    const operation = prepareOperation(runtime, row, stepsOf(row));
    registrars[row.method](app, pattern, operationHandler(runtime, operation, row.method));
    if (row.method === 'get' && !has(rows, 'head')) app.head(pattern, operationHandler(runtime, operation, 'head'));
  }
  const allow = allowedMethods(rows);
  if (!has(rows, 'options')) app.options(pattern, routeHandler(runtime, optionsRoute(runtime, allow)));
  const notAllowed = routeHandler(runtime, prepareRoute(runtime, (exchange) => refuseBadFraming(exchange) ?? { code: 'method-not-allowed', allow }));
  for (const method of unanswered(allow)) registrars[method](app, pattern, notAllowed);
  app.any(pattern, notAllowed);
}

/**
 * Fact of uWebSockets.js: the routes of a method come before those for any method, however literal these are. A path that
 * matches literally decides alone (OpenAPI 3.1, "Paths Object"), so it refuses each method by name.
 */
function unanswered(allow: readonly string[]): Method[] {
  return (Object.keys(registrars) as Method[]).filter((method) => !allow.includes(method.toUpperCase()));
}

function operationHandler(runtime: Runtime, operation: PreparedOperation, method: Method): SocketHandler {
  return (res, req) => handle(runtime, operation, res, req, method);
}

function routeHandler(runtime: Runtime, route: PreparedOperation): SocketHandler {
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

function byPattern(rows: readonly OperationRow[]): Map<string, OperationRow[]> {
  const patterns = new Map<string, OperationRow[]>();
  for (const row of rows) {
    const known = patterns.get(row.pattern);
    if (known === undefined) patterns.set(row.pattern, [row]);
    else known.push(row);
  }
  return patterns;
}

function has(rows: readonly OperationRow[], method: Method): boolean {
  return rows.some((row) => row.method === method);
}

/** Upper case, in the contract's order, then what the runtime answers by itself. */
export function allowedMethods(rows: readonly OperationRow[]): string[] {
  const declared = rows.map((row) => row.method.toUpperCase());
  const added = [...(has(rows, 'get') ? ['HEAD'] : []), 'OPTIONS'];
  return [...new Set([...declared, ...added])];
}
