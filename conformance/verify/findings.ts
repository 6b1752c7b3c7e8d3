import type { Operation } from '../../generator/model/types.ts';
import type { Case } from './case.ts';
import type { Check, Fault, Severity } from './checks/check.ts';
import { contractFindingId, findingId, type ContractFinding, type Finding } from './finding.ts';
import type { WireRequest, WireResponse } from './http/wire.ts';
import type { VerifyOptions } from './options.ts';
import { placeOf } from './place-of.ts';
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
  readonly #subject: Subject;
  readonly #severities: VerifyOptions['severities'];

  constructor(subject: Subject, { severities }: Pick<VerifyOptions, 'severities'>) {
    this.#subject = subject;
    this.#severities = severities;
  }

  add(check: Judged, fault: Fault, { sent, request, response, isFlaky }: Evidence): void {
    const severity = this.severityOf(check, sent, response?.status);
    if (severity === 'off') return;
    const id = findingId(check.id, sent, fault, response?.status);
    const known = this.#found.get(id) ?? this.#elsewhere(check, sent, response);
    if (known !== undefined) return void this.#found.set(known.id, { ...known, count: known.count + 1 });
    const { operation, about, phase } = sent;
    const position = fault.at ?? placeOf(sent, this.#subject);
    const shown = { id, check: check.id, severity, operationId: operation.id, message: fault.message, position, about, phase, request };
    this.#found.set(id, { ...shown, ...(response === undefined ? {} : { response }), isFlaky, count: 1 });
  }

  /** A failure that a place in a request brought about is told by it: of requests that are not about one place, the same answer says no more. */
  #elsewhere({ id: check }: Judged, { operation, at }: Case, response: WireResponse | undefined): Finding | undefined {
    if (!['no-server-error', 'no-stack-leak'].includes(check) || at.pointer !== '' || response === undefined) return undefined;
    const isSame = (known: Finding) => known.check === check && known.operationId === operation.id && known.response?.status === response.status && plainText(known.response) === plainText(response);
    return [...this.#found.values()].find(isSame);
  }

  /** What is found without a server. */
  addOfContract(found: ContractFinding): void {
    const { check, operationId } = found;
    const [kind = check] = check.split('.');
    const given = [`${check}@${operationId}`, `${kind}@${operationId}`, check, kind].map((name) => this.#severities[name]);
    const severity = given.find((each) => each !== undefined) ?? found.severity;
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

  severityOf(check: Judged, { operation }: Case, status?: number): Severity {
    return severityFor(check, operation, this.#severities, status);
  }

  /** What the contract says of itself, then in order of operation, as the contract has them, then of check. */
  inOrder(secrets: readonly string[]): readonly Finding[] {
    const order = new Map(this.#subject.operations.map(({ id }, index) => [id, index]));
    const place = ({ operationId, request }: Finding) => (request === undefined ? -1 : (order.get(operationId) ?? order.size));
    const shown = [...this.#found.values()].map((finding) => ({ ...finding, message: hideSecrets(finding.message, secrets) }));
    return shown.sort((a, b) => place(a) - place(b) || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0));
  }
}

/** Apart from numbers and ids, which differ from answer to answer. */
function plainText({ body }: WireResponse): string {
  return body.toString().replace(/[\da-f]{8,}|\d+/gi, '0');
}

/** What a check weighs for an operation: what the user says of it counts most, then what the contract does, then what the user says of all. */
export function severityFor({ id, severity }: Judged, { id: operationId, checks }: Operation, severities: VerifyOptions['severities'], status = 0): Severity {
  const own = severities[`${id}@${operationId}`];
  const inContract = checks !== undefined && Object.hasOwn(checks, id) ? checks[id] : undefined;
  if (own === undefined && inContract?.statuses.includes(status) === true) return 'off';
  return own ?? inContract?.severity ?? severities[id] ?? severity;
}
