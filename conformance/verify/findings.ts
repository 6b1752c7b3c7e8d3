import { pointerTokens } from '../../generator/load/json-pointer.ts';
import type { Position } from '../../generator/load/position.ts';
import type { Operation } from '../../generator/model/types.ts';
import type { Case } from './case.ts';
import type { Check, Fault, Severity } from './checks/check.ts';
import { contractFindingId, findingId, type ContractFinding, type Finding } from './finding.ts';
import type { WireRequest, WireResponse } from './http/wire.ts';
import type { VerifyOptions } from './options.ts';
import { placeOf as placeIn } from './inputs/plain-input.ts';
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
    const severity = this.severityOf(check, sent, response?.status);
    if (severity === 'off') return;
    const id = findingId(check.id, sent, fault, response?.status);
    const known = this.#found.get(id);
    if (known !== undefined) return void this.#found.set(id, { ...known, count: known.count + 1 });
    const { operation, about, phase } = sent;
    const position = fault.at ?? placeOf(sent);
    const shown = { id, check: check.id, severity, operationId: operation.id, message: fault.message, position, about, phase, request };
    this.#found.set(id, { ...shown, ...(response === undefined ? {} : { response }), isFlaky, count: 1 });
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
  inOrder({ operations }: Subject, secrets: readonly string[]): readonly Finding[] {
    const order = new Map(operations.map(({ id }, index) => [id, index]));
    const place = ({ operationId, request }: Finding) => (request === undefined ? -1 : (order.get(operationId) ?? order.size));
    const shown = [...this.#found.values()].map((finding) => ({ ...finding, message: hideSecrets(finding.message, secrets) }));
    return shown.sort((a, b) => place(a) - place(b) || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0));
  }
}

/** What a check weighs for an operation: what the user says of it counts most, then what the contract does, then what the user says of all. */
export function severityFor({ id, severity }: Judged, { id: operationId, checks }: Operation, severities: VerifyOptions['severities'], status = 0): Severity {
  const own = severities[`${id}@${operationId}`];
  const inContract = checks !== undefined && Object.hasOwn(checks, id) ? checks[id] : undefined;
  if (own === undefined && inContract?.statuses.includes(status) === true) return 'off';
  return own ?? inContract?.severity ?? severities[id] ?? severity;
}

/** Of what is wrong with a request: the parameter, or the body, that it was tried at. */
function placeOf({ operation, at }: Case): Position {
  const [name] = pointerTokens(at.pointer);
  if (at.in === 'body') return operation.body?.at ?? operation.at;
  return operation.parameters.find((parameter) => placeIn[parameter.in] === at.in && parameter.name === name)?.at ?? operation.at;
}
