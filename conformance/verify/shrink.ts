import type { Case } from './case.ts';
import type { Check, Exchange, Fault } from './checks/check.ts';
import { findingId } from './finding.ts';
import { smallerCases } from './inputs/smaller.ts';
import { isStreaming } from './subject.ts';

/** Requests that may be spent on one fault, and on all of a run. */
const mostRequests = 30;
const mostOfAll = 200;

type Ask = (sent: Case) => Promise<Pick<Exchange, 'request' | 'response'> | undefined>;

/** Takes away from a request that showed a fault what the fault does not need. */
export class Shrinker {
  readonly #ask: Ask;
  #spent = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The same fault with less around it, as long as there are requests for it. Random requests are made small where they are made. */
  async smallest(check: Check, fault: Fault, exchange: Exchange): Promise<Exchange> {
    if (exchange.case.phase === 'fuzz' || isStreaming(exchange.case.operation)) return exchange;
    const end = Math.min(this.#spent + mostRequests, mostOfAll);
    const id = findingId(check.id, exchange.case, fault, exchange.response.status);
    let smallest = exchange;
    for (let next: Exchange | undefined = exchange; next !== undefined; smallest = next ?? smallest) next = await this.#smaller(smallest, check, id, end);
    return smallest;
  }

  async #smaller(exchange: Exchange, check: Check, id: string, end: number): Promise<Exchange | undefined> {
    for (const sent of smallerCases(exchange.case, exchange.subject)) {
      if (this.#spent++ >= end) return undefined;
      const answer = await this.#ask(sent);
      if (answer === undefined) continue;
      const next = { ...exchange, ...answer, case: sent };
      if (check.find(next).some((fault) => findingId(check.id, sent, fault, next.response.status) === id)) return next;
    }
    return undefined;
  }
}
