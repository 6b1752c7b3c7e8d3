import type { RealtimeErrorCode } from '../../../generated/virtual-banker/types.ts';

/** A message that is refused by the rules of the connection, before the domain is asked. */
export class RealtimeRefusal extends Error {
  readonly error: RealtimeErrorCode;
  /** Set when the connection does not survive it. */
  readonly closeCode: number | undefined;

  constructor(error: RealtimeErrorCode, message: string, closeCode?: number) {
    super(message);
    this.name = 'RealtimeRefusal';
    this.error = error;
    this.closeCode = closeCode;
  }
}
