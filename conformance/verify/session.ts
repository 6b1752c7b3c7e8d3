import type { Operation } from '../../generator/model/types.ts';
import type { Case, Input } from './case.ts';
import { answerChecks } from './checks/all-checks.ts';
import type { Check, Exchange, Fault } from './checks/check.ts';
import { answersWhatWasSent } from './checks/echo-check.ts';
import { retryAfter } from './checks/policy-checks.ts';
import { Coverage } from './coverage.ts';
import type { ContractFinding, Finding } from './finding.ts';
import { Findings } from './findings.ts';
import { BudgetSpent, PostOffice } from './http/post-office.ts';
import { RequestWriter } from './http/request-writer.ts';
import type { Wait } from './http/send.ts';
import { NoAnswer, type WireRequest, type WireResponse } from './http/wire.ts';
import { withFreshKey } from './inputs/fresh-key.ts';
import type { VerifyOptions } from './options.ts';
import { secretTexts } from './reports/hide-secrets.ts';
import { Shrinker } from './shrink.ts';
import { isStreaming, type Subject } from './subject.ts';

const readingMethods = ['GET', 'HEAD', 'OPTIONS'];
/** Some servers begin the answer of a stream with its first event. */
const beginMs = 2000;
/** What has changed gets so many times the room of what has not. */
const changedShare = 3;
/** Of a request that showed a fault. */
const repetitions = 3;

/** One run against one server: sends, checks, counts. */
export class Session {
  readonly subject: Subject;
  readonly options: VerifyOptions;
  readonly coverage: Coverage;
  readonly #writer: RequestWriter;
  readonly #office: PostOffice;
  readonly #findings: Findings;
  readonly #shrinker = new Shrinker((sent) => this.#quietly(sent));
  /** By operation, the plain request and how it was answered first. */
  readonly #plain = new Map<string, { readonly sent: Case; readonly status: number }>();
  /** A plain input that was not used yet, where the last one may be used up. */
  refresh: (operation: Operation) => Promise<Input | undefined> = () => Promise.resolve(undefined);
  /** Ids of the operations and channels that are tested harder, since their contract has changed. */
  changed: ReadonlySet<string> = new Set();
  /** Whether an input of an operation succeeds once only. */
  isOnce: (operation: Operation) => boolean = () => false;

  constructor(subject: Subject, options: VerifyOptions) {
    this.subject = subject;
    this.options = options;
    this.coverage = new Coverage(subject);
    this.#writer = new RequestWriter(subject.contract.api, { baseUrl: options.url, secrets: options.secrets, strangers: options.strangers, headers: options.headers });
    this.#office = new PostOffice(options);
    this.#findings = new Findings(subject, options);
  }

  get requests(): number {
    return this.#office.requests;
  }

  /** How the plain request to an operation was answered, if it was sent before. */
  plainStatus({ id }: Pick<Operation, 'id'>): number | undefined {
    return this.#plain.get(id)?.status;
  }

  get seconds(): number {
    return this.#office.seconds;
  }

  /** In order of operation, as the contract has them, then of check. */
  get findings(): readonly Finding[] {
    return this.#findings.inOrder(this.secrets);
  }

  /** What was sent as a credential: no report may tell it. */
  get secrets(): readonly string[] {
    return secretTexts(this.#writer.secrets);
  }

  /** How many cases of an operation or a channel there is room for in one phase. */
  roomFor(id: string): number {
    return this.options.maxPerPhase * this.#shareOf(id);
  }

  /** How many random requests are sent to an operation. */
  fuzzRunsFor(id: string): number {
    return this.options.fuzzRuns * (this.options.phases.includes('fuzz') ? this.#shareOf(id) : 1);
  }

  #shareOf(id: string): number {
    return this.changed.has(id) ? changedShare : 1;
  }

  close(): void {
    this.#office.close();
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
    const isLimited = response.status === 429 && sent.expectation.kind !== 'anything';
    if (unjudged.includes(response.status)) return response;
    if (!isLimited) this.coverage.record(sent, response.status);
    if (sent.phase === 'probe' && !isLimited) this.#plain.set(sent.operation.id, { sent, status: response.status });
    const exchange = { case: sent, request, response, subject: this.subject, plainStatus: this.plainStatus(sent.operation) };
    for (const check of isLimited ? [retryAfter] : answerChecks) for (const fault of check.find(exchange)) await this.#report(check, fault, exchange);
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
      const response = await this.#office.sendPatiently(request);
      if (response.status === 429) return false;
      this.coverage.record(sent, response.status);
      const exchange = { case: sent, request, response, subject: this.subject, plainStatus: this.plainStatus(sent.operation) };
      return answerChecks.some((check) => this.#findings.severityOf(check, sent, response.status) !== 'off' && check.find(exchange).length > 0 && !this.#findings.isTold(check.id, sent, response.status));
    } catch (error) {
      if (error instanceof NoAnswer) return !this.#findings.isTold('answers', sent, undefined);
      throw error;
    }
  }

  /** The answer to a request that nothing is said about. */
  async probe(sent: Case): Promise<WireResponse | undefined> {
    return (await this.#quietly(sent))?.response;
  }

  async #quietly(sent: Case): Promise<Pick<Exchange, 'request' | 'response'> | undefined> {
    const request = await this.#write(sent);
    if (request === undefined) return undefined;
    try {
      return { request, response: await this.#office.send(request) };
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }

  /** For what is wrong with the contract itself. */
  readonly tell = (found: ContractFinding): void => this.#findings.addOfContract(found);

  /** For faults that several requests show together. */
  add(check: Pick<Check, 'id' | 'severity'>, fault: Fault, { case: sent, request, response }: Pick<Exchange, 'case' | 'request' | 'response'>): void {
    this.#findings.add(check, fault, { sent, request, response, isFlaky: false });
  }

  /** What was sent, for a fault that several requests show together. */
  async written(sent: Case): Promise<WireRequest> {
    return this.#writer.write(sent);
  }

  /** Undefined where there is no such request, or it may not be sent. */
  async #write(sent: Case): Promise<WireRequest | undefined> {
    try {
      const request = await this.#writer.write(withFreshKey(sent, this.subject));
      return this.options.isReadOnly && !isReading(request) ? undefined : request;
    } catch (error) {
      // The style of a parameter has no room for the value: there is no such request.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }

  async #send(sent: Case, request: WireRequest, wait?: Wait): Promise<WireResponse | undefined> {
    try {
      return await this.#office.sendPatiently(request, wait);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.isLate && isStreaming(sent.operation)) return undefined;
      const check = { id: 'answers', severity: 'error' } as const;
      const isFlaky = isReading(request) && !error.isLate && (await this.#quietly(sent)) !== undefined;
      this.#findings.add(check, { message: error.message, where: 'none' }, { sent, request, response: undefined, isFlaky });
      return undefined;
    }
  }

  /**
   * Counts a message, and waits where they come too fast.
   * @throws {BudgetSpent}
   */
  spend(): Promise<void> {
    return this.#office.spend();
  }

  /** A fault is told only once, and it is asked for again before it is told. */
  async #report(check: Check, fault: Fault, exchange: Exchange): Promise<void> {
    const { case: sent, request, response } = exchange;
    if (this.#findings.severityOf(check, sent, response.status) === 'off') return;
    const isKnown = this.#findings.has(check, fault, sent, response.status);
    if (!isKnown && check.id === 'valid-accepted' && (await this.#isRefusedByNow(exchange))) return;
    const isFlaky = !isKnown && !(await this.#showsAgain(check, exchange));
    const told = !isKnown && !isFlaky ? await this.#shrinker.smallest(check, fault, exchange) : { case: sent, request, response };
    this.#findings.add(check, fault, { sent: told.case, request: told.request, response: told.response, isFlaky });
  }

  /** Whether the plain request is refused the same way by now: then what it changed is in the way, as of a name that is taken. */
  async #isRefusedByNow({ case: sent, request, response }: Exchange): Promise<boolean> {
    const plain = this.#plain.get(sent.operation.id)?.sent;
    if (sent.phase === 'probe' || plain === undefined || isReading(request)) return false;
    try {
      const input = (await this.refresh(sent.operation)) ?? plain.input;
      return (await this.#office.send(await this.#writer.write(withFreshKey({ ...plain, input }, this.subject)))).status === response.status;
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof BudgetSpent) return false;
      throw error;
    }
  }

  /** Whether every repetition shows it: what only some of them show is flaky. */
  async #showsAgain(check: Check, exchange: Exchange): Promise<boolean> {
    if (!this.#isRepeatable(check, exchange)) return true;
    try {
      for (let round = 0; round < repetitions; round++) {
        const again = await this.#quietly(exchange.case);
        if (again === undefined || (!isReading(exchange.request) && isAboutNow(again.response, exchange.response))) return true;
        if (check.find({ ...exchange, ...again }).length === 0) return false;
      }
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
    }
    return true;
  }

  /** What a stream says is not said again, nor what a code is good for that works once; and what was written is there by the second time. */
  #isRepeatable(check: Check, { case: { operation }, request: { method } }: Exchange): boolean {
    if (isStreaming(operation) || this.isOnce(operation)) return false;
    return readingMethods.includes(method) || check.id !== answersWhatWasSent.id;
  }
}

function isReading({ method }: WireRequest): boolean {
  return readingMethods.includes(method);
}

/** A refusal of what was no refusal before, such as 409, is about what is there by now. */
function isAboutNow({ status: again }: WireResponse, { status: before }: WireResponse): boolean {
  const isRefused = (status: number) => Math.floor(status / 100) === 4;
  return isRefused(again) && !isRefused(before);
}
