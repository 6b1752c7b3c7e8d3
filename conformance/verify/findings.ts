import type { Case } from './case.ts';
import type { Check, Fault, Severity } from './checks/check.ts';
import { contractFindingId, findingId, type ContractFinding, type Finding } from './finding.ts';
import type { WireRequest, WireResponse } from './http/wire.ts';
import type { VerifyOptions } from './options.ts';
import { hideSecrets } from './reports/hide-secrets.ts';
import type { Subject } from './subject.ts';

type Judged = Pick<Check, 'id' | 'severity'>;

/** What came of a request that shows a fault. */
export interface Evidence {
  readonly sent: Case;
  readonly request: WireRequest;
  readonly response: WireResponse | undefined;
  readonly isFlaky: boolean;
}

/** Faults that were found, each of them once. */
export class Findings {
  readonly #found = new Map<string, Finding>();
  readonly #severities: VerifyOptions['severities'];

  constructor({ severities }: Pick<VerifyOptions, 'severities'>) {
    this.#severities = severities;
  }

  add(check: Judged, fault: Fault, { sent, request, response, isFlaky }: Evidence): void {
    const severity = this.severityOf(check, sent);
    if (severity === 'off') return;
    const id = findingId(check.id, sent, fault, response?.status);
    const known = this.#found.get(id);
    if (known !== undefined) return void this.#found.set(id, { ...known, count: known.count + 1 });
    const { operation, about, phase } = sent;
    const position = fault.at ?? operation.at;
    const shown = { id, check: check.id, severity, operationId: operation.id, message: fault.message, position, about, phase, request };
    this.#found.set(id, { ...shown, ...(response === undefined ? {} : { response }), isFlaky, count: 1 });
  }

  /** What is found without a server. */
  addOfContract(found: ContractFinding): void {
    const severity = this.#severityAt(found.check, found.operationId) ?? found.severity;
    if (severity === 'off') return;
    const id = contractFindingId(found);
    this.#found.set(id, { ...found, severity, id, isFlaky: false, count: 1 });
  }

  has(check: Judged, fault: Fault, sent: Case, status: number): boolean {
    return this.#found.has(findingId(check.id, sent, fault, status));
  }

  /** Whatever part of a request brought it about. */
  isTold(check: string, { operation }: Case, status: number | undefined): boolean {
    const classOf = (code: number | undefined) => Math.floor((code ?? 0) / 100);
    return [...this.#found.values()].some((known) => known.check === check && known.operationId === operation.id && classOf(known.response?.status) === classOf(status));
  }

  severityOf({ id, severity }: Judged, { operation }: Case): Severity {
    return this.#severityAt(id, operation.id) ?? severity;
  }

  /** As the user set it; `lint.invalid-example` is one of `lint`. */
  #severityAt(id: string, operationId: string): Severity | undefined {
    return this.#severities[`${id}@${operationId}`] ?? this.#severities[id] ?? this.#severities[id.split('.')[0] ?? id];
  }

  /** What the contract says of itself, then in order of operation, as the contract has them, then of check. */
  inOrder({ operations }: Subject, secrets: readonly string[]): readonly Finding[] {
    const order = new Map(operations.map(({ id }, index) => [id, index]));
    const place = ({ operationId, request }: Finding) => (request === undefined ? -1 : (order.get(operationId) ?? order.size));
    const shown = [...this.#found.values()].map((finding) => ({ ...finding, message: hideSecrets(finding.message, secrets) }));
    return shown.sort((a, b) => place(a) - place(b) || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0));
  }
}
