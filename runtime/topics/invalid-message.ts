import type { Violation } from '../contract.ts';

/** What came, or was to be sent, is no message of its channel. */
export class InvalidMessage extends Error {
  /** Empty where it could not be read at all. */
  readonly violations: readonly Violation[];

  constructor(what: string, violations: readonly Violation[], options?: ErrorOptions) {
    const [first] = violations;
    super(first === undefined ? `${what}.` : `${what}: ${first.in}${first.pointer} ${first.message}.`, options);
    this.name = 'InvalidMessage';
    this.violations = violations;
  }
}
