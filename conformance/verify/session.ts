import { setTimeout } from 'node:timers/promises';
import type { Operation } from '../../generator/model/types.ts';
import type { Case, Input } from './case.ts';
import { answerChecks } from './checks/all-checks.ts';
import type { Check, Exchange, Fault, Severity } from './checks/check.ts';
import { Coverage } from './coverage.ts';
import { findingId, type Finding } from './finding.ts';
import { RequestWriter } from './http/request-writer.ts';
import { createSender, type Sender, type Wait } from './http/send.ts';
import { headerOf, NoAnswer, type WireRequest, type WireResponse } from './http/wire.ts';
import { withFreshKey } from './inputs/fresh-key.ts';
import type { VerifyOptions } from './options.ts';
import { hideSecrets, secretTexts } from './reports/hide-secrets.ts';
import { Shrinker } from './shrink.ts';
import { isStreaming, type Subject } from './subject.ts';

/** A limit that the user set was reached: what was found until then stands. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

const readingMethods = ['GET', 'HEAD', 'OPTIONS'];
const longestWaitSeconds = 5;
/** Some servers begin the answer of a stream with its first event. */
const beginMs = 2000;

/** One run against one server: sends, checks, counts. */
export class Session {
  readonly subject: Subject;
  readonly options: VerifyOptions;
  readonly coverage: Coverage;
  readonly #writer: RequestWriter;
  readonly #sender: Sender;
  readonly #findings = new Map<string, Finding>();
  readonly #started = performance.now();
  readonly #shrinker = new Shrinker((sent) => this.#quietly(sent));
  /** By operation, the plain request and how it was answered first. */
  readonly #plain = new Map<string, { readonly sent: Case; readonly status: number }>();
  /** A plain input that was not used yet, where the last one may be used up. */
  refresh: (operation: Operation) => Promise<Input | undefined> = () => Promise.resolve(undefined);
  /** Whether an input of an operation succeeds once only. */
  isOnce: (operation: Operation) => boolean = () => false;
  #requests = 0;

  constructor(subject: Subject, options: VerifyOptions) {
    this.subject = subject;
    this.options = options;
    this.coverage = new Coverage(subject);
    this.#writer = new RequestWriter(subject.contract.api, { baseUrl: options.url, secrets: options.secrets, strangers: options.strangers, headers: options.headers });
    this.#sender = createSender(options);
  }

  get requests(): number {
    return this.#requests;
  }

  /** How the plain request to an operation was answered, if it was sent before. */
  plainStatus({ id }: Pick<Operation, 'id'>): number | undefined {
    return this.#plain.get(id)?.status;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** In order of operation, as the contract has them, then of check. */
  get findings(): readonly Finding[] {
    const order = new Map(this.subject.operations.map(({ id }, index) => [id, index]));
    const place = ({ operationId }: Finding) => order.get(operationId) ?? 0;
    const shown = [...this.#findings.values()].map((finding) => ({ ...finding, message: hideSecrets(finding.message, this.secrets) }));
    return shown.sort((a, b) => place(a) - place(b) || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0));
  }

  /** What was sent as a credential: no report may tell it. */
  get secrets(): readonly string[] {
    return secretTexts(this.#writer.secrets);
  }

  close(): void {
    this.#sender.close();
  }

  /**
   * Sends a case and holds the answer against the contract; undefined where it may not be sent, or nothing came. A stream
   * that has nothing to say yet may not have begun to answer.
   * With one of the statuses `unjudged` an answer is given back and not looked at.
   * @throws {BudgetSpent}
   */
  async run(sent: Case, wait: Wait = isStreaming(sent.operation) ? { timeoutMs: beginMs } : {}, unjudged: readonly number[] = []): Promise<WireResponse | undefined> {
    const request = await this.#write(sent);
    if (request === undefined) return undefined;
    const response = await this.#send(sent, request, wait);
    if (response === undefined) return undefined;
    if (response.status === 429 && sent.expectation.kind !== 'anything') return response;
    if (unjudged.includes(response.status)) return response;
    this.coverage.record(sent, response.status);
    const { id } = sent.operation;
    if (sent.phase === 'probe') this.#plain.set(id, { sent, status: response.status });
    const exchange = { case: sent, request, response, subject: this.subject, plainStatus: this.#plain.get(id)?.status };
    for (const check of answerChecks) for (const fault of check.find(exchange)) await this.#report(check, fault, exchange);
    return response;
  }

  /**
   * Sends a case, and says whether the answer shows a fault of the operation that is not told yet; nothing is told.
   * @throws {BudgetSpent}
   */
  async showsNewFault(sent: Case): Promise<boolean> {
    const request = await this.#write(sent);
    if (request === undefined) return false;
    try {
      const response = await this.#patiently(request);
      if (response.status === 429) return false;
      this.coverage.record(sent, response.status);
      const exchange = { case: sent, request, response, subject: this.subject, plainStatus: this.#plain.get(sent.operation.id)?.status };
      return answerChecks.some((check) => this.#severityOf(check, sent) !== 'off' && check.find(exchange).length > 0 && !this.#isTold(check.id, sent, response.status));
    } catch (error) {
      if (error instanceof NoAnswer) return !this.#isTold('answers', sent, undefined);
      throw error;
    }
  }

  /** Whatever part of a request brought it about. */
  #isTold(check: string, { operation }: Case, status: number | undefined): boolean {
    const classOf = (code: number | undefined) => Math.floor((code ?? 0) / 100);
    return [...this.#findings.values()].some((known) => known.check === check && known.operationId === operation.id && classOf(known.response?.status) === classOf(status));
  }

  /** The answer to a request that nothing is said about. */
  async probe(sent: Case): Promise<WireResponse | undefined> {
    return (await this.#quietly(sent))?.response;
  }

  async #quietly(sent: Case): Promise<Pick<Exchange, 'request' | 'response'> | undefined> {
    const request = await this.#write(sent);
    if (request === undefined) return undefined;
    try {
      return { request, response: await this.#exchange(request) };
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }

  /** For faults that several requests show together. */
  add(check: Pick<Check, 'id' | 'severity'>, fault: Fault, { case: sent, request, response }: Pick<Exchange, 'case' | 'request' | 'response'>): void {
    this.#add(check, fault, sent, request, response, false);
  }

  /** What was sent, for a fault that several requests show together. */
  async written(sent: Case): Promise<WireRequest> {
    return this.#writer.write(sent);
  }

  /** Undefined where there is no such request, or it may not be sent. */
  async #write(sent: Case): Promise<WireRequest | undefined> {
    try {
      const request = await this.#writer.write(withFreshKey(sent, this.subject));
      return this.options.isReadOnly && !readingMethods.includes(request.method) ? undefined : request;
    } catch (error) {
      // The style of a parameter has no room for the value: there is no such request.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }

  async #send(sent: Case, request: WireRequest, wait?: Wait): Promise<WireResponse | undefined> {
    try {
      return await this.#patiently(request, wait);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.isLate && isStreaming(sent.operation)) return undefined;
      const check = { id: 'answers', severity: 'error' } as const;
      this.#add(check, { message: error.message, where: 'none' }, sent, request, undefined, false);
      return undefined;
    }
  }

  /** Waits as a 429 asks, once and not for long. */
  async #patiently(request: WireRequest, wait?: Wait): Promise<WireResponse> {
    const response = await this.#exchange(request, wait);
    const seconds = Number(headerOf(response, 'retry-after'));
    if (response.status !== 429 || !(seconds <= longestWaitSeconds)) return response;
    await setTimeout(seconds * 1000);
    return this.#exchange(request, wait);
  }

  /**
   * Counts a request, or a message, and waits where they come too fast.
   * @throws {BudgetSpent}
   */
  async spend(): Promise<void> {
    const { maxRequests, maxSeconds, rate } = this.options;
    if (this.#requests >= maxRequests) throw new BudgetSpent(`${maxRequests} requests were sent`);
    if (this.seconds >= maxSeconds) throw new BudgetSpent(`${maxSeconds} seconds are over`);
    this.#requests += 1;
    if (rate > 0) await setTimeout(Math.max(0, (this.#requests / rate) * 1000 - (performance.now() - this.#started)));
  }

  async #exchange(request: WireRequest, wait?: Wait): Promise<WireResponse> {
    return this.spend().then(() => this.#sender.send(request, wait));
  }

  /** A fault is told only once, and it is asked for a second time before it is told. */
  async #report(check: Check, fault: Fault, exchange: Exchange): Promise<void> {
    const { case: sent, request, response } = exchange;
    if (this.#severityOf(check, sent) === 'off') return;
    const known = this.#findings.get(findingId(check.id, sent, fault, response.status));
    if (known === undefined && check.id === 'valid-accepted' && (await this.#isRefusedByNow(exchange))) return;
    const isFlaky = known === undefined && !(await this.#showsAgain(check, exchange));
    const told = known === undefined && !isFlaky ? await this.#shrinker.smallest(check, fault, exchange) : { case: sent, request, response };
    this.#add(check, fault, told.case, told.request, told.response, isFlaky);
  }

  /** Whether the plain request is refused the same way by now: then what it changed is in the way, as of a name that is taken. */
  async #isRefusedByNow({ case: sent, request, response }: Exchange): Promise<boolean> {
    const plain = this.#plain.get(sent.operation.id)?.sent;
    if (sent.phase === 'probe' || plain === undefined || readingMethods.includes(request.method)) return false;
    try {
      const input = (await this.refresh(sent.operation)) ?? plain.input;
      return (await this.#exchange(await this.#writer.write(withFreshKey({ ...plain, input }, this.subject)))).status === response.status;
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof BudgetSpent) return false;
      throw error;
    }
  }

  async #showsAgain(check: Check, exchange: Exchange): Promise<boolean> {
    const { operation } = exchange.case;
    // What a stream says is not said again, nor what a code is good for that works once.
    if (!readingMethods.includes(exchange.request.method) || isStreaming(operation) || this.isOnce(operation)) return true;
    try {
      const response = await this.#exchange(exchange.request);
      return check.find({ ...exchange, response }).length > 0;
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof BudgetSpent) return true;
      throw error;
    }
  }

  #add(check: Pick<Check, 'id' | 'severity'>, fault: Fault, sent: Case, request: WireRequest, response: WireResponse | undefined, isFlaky: boolean): void {
    const severity = this.#severityOf(check, sent);
    if (severity === 'off') return;
    const id = findingId(check.id, sent, fault, response?.status);
    const known = this.#findings.get(id);
    if (known !== undefined) return void this.#findings.set(id, { ...known, count: known.count + 1 });
    const { operation, about, phase } = sent;
    const position = fault.at ?? operation.at;
    const shown = { id, check: check.id, severity, operationId: operation.id, message: fault.message, position, about, phase, request };
    this.#findings.set(id, { ...shown, ...(response === undefined ? {} : { response }), isFlaky, count: 1 });
  }

  #severityOf({ id, severity }: Pick<Check, 'id' | 'severity'>, { operation }: Case): Severity {
    const { severities } = this.options;
    return severities[`${id}@${operation.id}`] ?? severities[id] ?? severity;
  }
}
