import { prepareCaptures } from './capture.ts';
import { prepareResponses } from './response/responses.ts';
import { prepareRates } from './rate-limit/prepare-rates.ts';
import { credentialSources } from './security/credentials.ts';
import { prepareSecurity } from './security/security.ts';
import type { PreparedCaptures } from './capture.ts';
import type { OperationRow } from './contract.ts';
import type { Exchange } from './exchange.ts';
import type { OperationMetrics } from './metrics/metrics.ts';
import type { PreparedRates } from './rate-limit/prepare-rates.ts';
import type { Responses } from './response/responses.ts';
import type { Runtime } from './runtime.ts';
import type { PreparedSecurity } from './security/security.ts';
import type { Problem, Reply } from './service.ts';
import type { Logger } from 'pino';

/** How a step ends: undefined goes on, a problem or a reply is the answer, `waiting` means that the step resumes the pipeline itself. */
export type Outcome = Problem | Reply | undefined;

export const waiting = Symbol('waiting');

export type Step = (exchange: Exchange) => Outcome | Promise<Outcome> | typeof waiting;

/** A row, made ready once at start. Routes without an operation (404, 405, OPTIONS) have one too, with `row` undefined. */
export interface PreparedOperation {
  readonly row: OperationRow | undefined;
  readonly handler: (request: never) => unknown;
  readonly steps: readonly Step[];
  readonly captures: PreparedCaptures;
  readonly responses: Responses;
  readonly security: PreparedSecurity | undefined;
  readonly rates: PreparedRates;
  readonly metrics: OperationMetrics;
  /** Says which operation it is, once and for all requests. */
  readonly requestLog: Logger;
  readonly timeoutMs: number;
  /** Answers OPTIONS, with CORS headers of its own. */
  readonly isPreflight: boolean;
}

export function prepareOperation(runtime: Runtime, row: OperationRow, steps: readonly Step[]): PreparedOperation {
  const { service } = runtime;
  const security = prepareSecurity(runtime, row.security);
  const sources = credentialSources(service.contract, row.security, runtime.settings.clientCertificateHeader);
  const headers = [
    ...sources.headers,
    ...(row.security.length === 0 ? [] : service.signInHeaders ?? []),
    ...(row.idempotency === undefined ? [] : [row.idempotency.header]),
  ];
  return {
    row,
    handler: service.handlers[row.id] as (request: never) => unknown,
    steps,
    captures: prepareCaptures(row.captures, { headers, query: sources.query || row.idempotency !== undefined }),
    responses: prepareResponses(row.responses),
    security,
    rates: prepareRates(row.limits.rates),
    metrics: runtime.metrics.operation(row.id, row.method),
    requestLog: runtime.requestLog.child({ operation: row.id, method: row.method, path: row.path }),
    timeoutMs: row.limits.timeoutMs,
    isPreflight: false,
  };
}

/** A route that answers by itself. */
export function prepareRoute(runtime: Runtime, step: Step): PreparedOperation {
  return {
    row: undefined,
    handler: noHandler,
    steps: [step],
    captures: { path: 0, query: false, headers: undefined },
    responses: prepareResponses({}),
    security: undefined,
    rates: prepareRates([]),
    metrics: runtime.metrics.operation('', ''),
    requestLog: runtime.requestLog,
    timeoutMs: 0,
    isPreflight: false,
  };
}

function noHandler(): undefined {
  return undefined;
}
