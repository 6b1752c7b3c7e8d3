import { BodyBroken } from './body/incoming-bytes.ts';
import { letFlow } from './body/receive-body.ts';
import { describeError } from './logging/describe-error.ts';
import { problemReply } from './problem-reply.ts';
import { findDefect } from './response/check-reply.ts';
import { discardStream } from './response/discard-stream.ts';
import { isStream } from './response/encode-body.ts';
import { primeStream } from './response/prime-stream.ts';
import { writeReply } from './response/write-reply.ts';
import { countRefusal } from './steps/limit-rate.ts';
import { isPromise } from './when-settled.ts';
import { storeReply } from './idempotency/answer.ts';
import { RuntimeError } from './errors.ts';
import { leaveIfDone } from './finish.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome } from './operation.ts';
import type { Problem, Reply } from './service.ts';

/** Steps 9 and 10: whatever the steps came to becomes one checked answer. Never throws. */
export function conclude(exchange: Exchange, outcome: Outcome): void {
  if (isReply(outcome)) return answerChecked(exchange, outcome);
  if (isProblem(outcome)) return refuse(exchange, outcome);
  fail(exchange, new RuntimeError('reply-invalid', 'The handler returned no reply: an object with a numeric status.'));
}

/** Something threw: a domain error that the API knows, or a bug. */
export function fail(exchange: Exchange, error: unknown): void {
  // Whoever sent the body has been told, or is gone.
  if (error instanceof BodyBroken && (exchange.answered || exchange.aborted)) return;
  refuse(exchange, { code: 'thrown', error });
}

/** The operation's time is over. What still runs is told by its signal; its result is dropped. */
export function timeOut(exchange: Exchange): void {
  if (exchange.answered || exchange.aborted) return;
  exchange.expired = true;
  send(exchange, problemReply(exchange, { code: 'timeout' }));
  exchange.controller?.abort(new DOMException('The operation took too long.', 'TimeoutError'));
}

/** Counted first, where the caller's limit covers refusals too. */
function refuse(exchange: Exchange, problem: Problem): void {
  try {
    const counted = countRefusal(exchange, problem);
    if (!isPromise(counted)) return answerProblem(exchange, counted);
    exchange.running = true;
    void counted.then((settled) => settled, () => problem).then((settled) => {
      exchange.running = false;
      answerProblem(exchange, settled);
      leaveIfDone(exchange);
    });
  } catch {
    answerProblem(exchange, problem);
  }
}

function answerProblem(exchange: Exchange, problem: Problem): void {
  const reply = problemReply(exchange, problem);
  if (problem.code === 'thrown') return answerChecked(exchange, reply);
  reportDefect(exchange, reply);
  settle(exchange, reply);
}

/** An answer that breaks the contract is not sent where it is enforced. Problems of the runtime's own are only reported. */
function answerChecked(exchange: Exchange, reply: Reply): void {
  const isRefused = reportDefect(exchange, reply) && exchange.runtime.checks.isEnforced && reply.status < 500;
  if (!isRefused) return settle(exchange, reply);
  discard(reply);
  settle(exchange, problemReply(exchange, { code: 'internal' }));
}

/** True when the contract is broken. */
function reportDefect(exchange: Exchange, reply: Reply): boolean {
  const { runtime, operation, requestId } = exchange;
  if (operation.row === undefined || !runtime.checks.isDue()) return false;
  const defect = findDefect(exchange, reply);
  if (defect === undefined) return false;
  operation.metrics.responseDefects += 1;
  runtime.log.error({ requestId, operation: operation.row.id, status: reply.status, ...defect }, 'an answer breaks the contract');
  return true;
}

/** A key's answer is kept before it is sent, so that a client who never got it finds it. */
function settle(exchange: Exchange, reply: Reply): void {
  const claim = exchange.idempotencyClaim;
  if (claim === undefined) return send(exchange, reply);
  exchange.idempotencyClaim = undefined;
  exchange.running = true;
  void keep(exchange, claim, reply).then(() => {
    exchange.running = false;
    send(exchange, reply);
    leaveIfDone(exchange);
  });
}

/** The key of a request that ends before its handler was called is free again. */
export function releaseClaim(exchange: Exchange): void {
  settle(exchange, { status: 500 });
}

async function keep({ runtime: { settings, log }, requestId }: Exchange, claim: NonNullable<Exchange['idempotencyClaim']>, reply: Reply): Promise<void> {
  const answer = reply.status < 500 ? storeReply(reply) : undefined;
  try {
    if (answer === undefined) await settings.idempotency?.abandon(claim);
    else await settings.idempotency?.finish({ ...claim, answer });
  } catch (error) {
    log.error({ err: describeError(error), requestId }, 'an idempotent answer could not be kept');
  }
}

/**
 * An answer that ends its connection is given after the callback: while it is due, uWebSockets.js itself drops the
 * connection if more requests come on it. Badly framed requests are answered at once, see close-at-once.ts.
 */
function send(exchange: Exchange, reply: Reply): void {
  if (exchange.answered || exchange.aborted) return discard(reply);
  letFlow(exchange);
  if (isStream(reply.body) && reply.status < 500 && !isEvents(exchange, reply)) {
    void primeStream(reply.body).then((body) => write(exchange, { ...reply, body }), (error: unknown) => fail(exchange, error));
    return;
  }
  if (exchange.closes && exchange.corked && exchange.framingFault === undefined) return void setImmediate(write, exchange, reply);
  write(exchange, reply);
}

function discard({ body }: Reply): void {
  if (isStream(body)) discardStream(body);
}

function isEvents({ operation }: Exchange, { status, contentType }: Reply): boolean {
  const type = contentType ?? operation.responses.find(status)?.content[0]?.mediaType ?? '';
  return type.startsWith('text/event-stream');
}

/** Names its own media type, so that it can be written whatever the contract declares. */
const lastResort: Reply = { status: 500, contentType: 'application/json', body: { error: 'internal' } };

/** A reply that cannot be written is a bug of the handler; the API's `internal` answer can, or else nothing can: nobody is left to wait. */
function write(exchange: Exchange, reply: Reply): void {
  if (exchange.answered || exchange.aborted) return discard(reply);
  if (isWritten(exchange, reply) || isWritten(exchange, problemReply(exchange, { code: 'internal' })) || isWritten(exchange, lastResort)) return;
  if (!exchange.aborted) exchange.res.close();
}

/** Also true where it broke too late for another answer. */
function isWritten(exchange: Exchange, reply: Reply): boolean {
  try {
    writeReply(exchange, reply);
    return true;
  } catch (error) {
    const { runtime, operation, requestId } = exchange;
    runtime.log.error({ err: describeError(error), requestId, operation: operation.row?.id }, 'an answer could not be written');
    return exchange.answered;
  }
}

function isProblem(outcome: Outcome): outcome is Problem {
  return typeof outcome === 'object' && outcome !== null && 'code' in outcome && !('status' in outcome);
}

function isReply(outcome: unknown): outcome is Reply {
  return typeof outcome === 'object' && outcome !== null && typeof (outcome as Reply).status === 'number';
}
