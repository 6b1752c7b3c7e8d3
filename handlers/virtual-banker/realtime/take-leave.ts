import type { ByePayload } from '../../../generated/virtual-banker/types.ts';
import type { Connection } from './participant.ts';
import { say } from './say.ts';

/** Says goodbye and closes. */
export function takeLeave(connection: Connection, reason: ByePayload['reason'], close: { code: number; reason: string }): void {
  say(connection, 'bye', { reason });
  connection.close(close.code, close.reason);
}
