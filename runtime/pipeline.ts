/**
 * The life of a request, as a table read from top to bottom. A step answers by returning a problem or a reply, goes on by
 * returning undefined, and may do either later by a promise. Each operation is given only the steps that it needs.
 * Steps 1, 2, 5 and 10 see the socket: routes.ts, capture.ts, body/receive-body.ts, response/write-reply.ts.
 */
import { performance } from 'node:perf_hooks';
import { startReceiving } from './body/receive-body.ts';
import { capture } from './capture.ts';
import { conclude, fail, releaseClaim } from './conclude.ts';
import { startDeadline } from './deadline.ts';
import { Exchange } from './exchange.ts';
import { leaveIfDone } from './finish.ts';
import { waiting } from './operation.ts';
import { prepareRates } from './rate-limit/prepare-rates.ts';
import { beginOnce } from './steps/idempotency.ts';
import { callHandler } from './steps/call-handler.ts';
import { limitByService } from './steps/limit-by-service.ts';
import { limitActor, limitClient } from './steps/limit-rate.ts';
import { parseReceived, receiveBody } from './steps/body.ts';
import { refuseBadFraming, refuseLargeBody, shedLoad } from './steps/guard.ts';
import { refuseUnacceptable } from './steps/negotiate.ts';
import { authenticate } from './steps/sign-in.ts';
import { validate } from './steps/validate.ts';
import { watch } from './watch.ts';
import { isPromise } from './when-settled.ts';
import type { OperationRow } from './contract.ts';
import type { Outcome, PreparedOperation, Step } from './operation.ts';
import type { Runtime } from './runtime.ts';
import type { Context, Service } from './service.ts';
import type { HttpRequest, HttpResponse } from 'uWebSockets.js';

interface TableRow {
  /** As numbered in runtime/README.md. */
  readonly number: number;
  readonly run: Step;
  readonly isNeeded: (row: OperationRow, service: Service<Context>) => boolean;
}

const always = (): boolean => true;
const hasBody = ({ body }: OperationRow): boolean => body !== undefined;
const isLimited = (when: 'ofClient' | 'ofActor') => ({ limits }: OperationRow): boolean => prepareRates(limits.rates)[when].length > 0;

const table: readonly TableRow[] = [
  { number: 2, run: refuseBadFraming, isNeeded: always },
  { number: 3, run: shedLoad, isNeeded: always },
  { number: 3, run: limitClient, isNeeded: isLimited('ofClient') },
  { number: 3, run: refuseLargeBody, isNeeded: hasBody },
  { number: 4, run: authenticate, isNeeded: ({ security }) => security.length > 0 },
  { number: 4, run: limitActor, isNeeded: isLimited('ofActor') },
  { number: 4, run: limitByService, isNeeded: (_row, service) => service.limits !== undefined },
  { number: 5, run: refuseUnacceptable, isNeeded: always },
  { number: 5, run: receiveBody, isNeeded: hasBody },
  { number: 5, run: parseReceived, isNeeded: hasBody },
  { number: 6, run: validate, isNeeded: always },
  { number: 7, run: beginOnce, isNeeded: ({ idempotency }) => idempotency !== undefined },
  { number: 8, run: callHandler, isNeeded: always },
];

/** The steps of one operation, in order. */
export function stepsOf(row: OperationRow, service: Service<Context>): Step[] {
  return table.filter(({ isNeeded }) => isNeeded(row, service)).map(({ run }) => run);
}

/**
 * From the socket's event (step 1) until it returns: captured, and run as far as that goes without waiting. `path`: the texts of
 * the path's parameters, where it was not the socket's router that found them.
 */
export function handle(runtime: Runtime, operation: PreparedOperation, res: HttpResponse, req: HttpRequest, method: string, path?: readonly string[]): void {
  const exchange = new Exchange(runtime, operation, res);
  exchange.startedAt = performance.now();
  exchange.inFlight = true;
  runtime.load.inFlight += 1;
  capture(exchange, req, operation.captures, path);
  if (operation.row === undefined) exchange.url = req.getUrl();
  exchange.isHead = method === 'head';
  exchange.closes = exchange.unframed && carriesContent(method);
  resume(exchange);
  if (!exchange.finished) keepAlive(exchange);
  exchange.corked = false;
}

/** A length may be hidden from us (framing.ts). */
function carriesContent(method: string): boolean {
  switch (method) {
    case 'get':
    case 'head':
    case 'delete':
    case 'options':
    case 'trace': return false;
    default: return true;
  }
}

/** Not answered within the callback: from now on the client may go away, and a body may arrive before its turn. */
function keepAlive(exchange: Exchange): void {
  watch(exchange);
  const { row } = exchange.operation;
  const isBodyDue = row?.body !== undefined && exchange.bodyLength !== 0 && !exchange.answered;
  if (isBodyDue && exchange.received === undefined) startReceiving(exchange, row.limits.bodyBytes);
}

/** Runs the steps from where the exchange stands. Never throws. */
export function resume(exchange: Exchange): void {
  try {
    const outcome = runSteps(exchange);
    if (outcome === waiting) return;
    if (!isPromise(outcome)) return conclude(exchange, outcome);
    startDeadline(exchange);
    exchange.running = true;
    outcome.then((settled) => proceed(exchange, settled), (error: unknown) => failLate(exchange, error));
  } catch (error) {
    fail(exchange, error);
  }
}

/** Undefined only where a handler returned nothing. */
function runSteps(exchange: Exchange): ReturnType<Step> {
  const { steps } = exchange.operation;
  while (exchange.step < steps.length) {
    const run = steps[exchange.step] as Step;
    exchange.step += 1;
    const outcome = run(exchange);
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

/** A step that took its time has ended. After a timeout or an abort, nothing but the handler's end is of interest. */
function proceed(exchange: Exchange, outcome: Outcome): void {
  exchange.running = false;
  const isDone = outcome !== undefined || exchange.step >= exchange.operation.steps.length;
  if (isDone) conclude(exchange, outcome);
  else if (exchange.answered || exchange.aborted) releaseClaim(exchange);
  else resume(exchange);
  leaveIfDone(exchange);
}

function failLate(exchange: Exchange, error: unknown): void {
  exchange.running = false;
  fail(exchange, error);
  leaveIfDone(exchange);
}
