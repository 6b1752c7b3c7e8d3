import type { Reply } from 'specwright/runtime';
import type { ApiError, ErrorCode, ErrorDetails } from '../../../generated/general-bots/types.ts';

/** A refusal, as this API spells all of them. */
export function failure(status: number, code: ErrorCode, message: string, details?: ErrorDetails): Reply {
  const body: ApiError = { error: { code, message, ...(details && { details }) } };
  return { status, body };
}
