import type { CheckSampler } from '../check-sampler.ts';
import type { MessageRow, Violation } from '../contract.ts';
import type { Logger } from 'pino';
import { toViolations } from '../validate/violations.ts';

/** The service tried to send what its contract does not promise. */
export class ContractBreach extends Error {
  readonly violations: readonly Violation[];

  constructor(message: string, violations: readonly Violation[] = []) {
    super(message);
    this.name = 'ContractBreach';
    this.violations = violations;
  }
}

/**
 * Holds a message against its contract before it is written. `log` and `sample` report a breach and let it pass.
 * @throws ContractBreach in mode `enforce`
 */
export function checkOutgoing(checks: CheckSampler, message: MessageRow, payload: unknown, log: Logger): void {
  if (!message.validate || !checks.isDue() || message.validate(payload)) return;
  const violations = toViolations('message', message.validate.errors);
  if (checks.isEnforced) throw new ContractBreach(`The message ${message.name} breaks its contract: ${describe(violations)}.`, violations);
  log.error({ message: message.name, violations }, 'a sent message breaks its contract');
}

function describe(violations: readonly Violation[]): string {
  return violations.map(({ pointer, message }) => `${pointer || 'it'} ${message}`).join(', ');
}
