import { DomainError } from '../../../domain/errors.ts';
import type { ErrorCode, ErrorFrame } from '../../../generated/general-bots/types.ts';
import { domainErrors } from './domain-errors.ts';

export interface ErrorFrameInput {
  readonly code: ErrorCode;
  readonly message: string;
  readonly sessionId?: string | undefined;
  readonly replyTo?: string | undefined;
}

export function toErrorFrame({ code, message, sessionId, replyTo }: ErrorFrameInput): ErrorFrame {
  return { type: 'error', code, message: message.slice(0, 1000), session_id: sessionId ?? null, ...(replyTo !== undefined && { reply_to: replyTo }) };
}

/** How a failure is told on a connection; undefined for one that is none of the domain's refusals. */
export function spellError(error: unknown): Pick<ErrorFrameInput, 'code' | 'message'> | undefined {
  const spelled = error instanceof DomainError ? domainErrors[error.code] : undefined;
  return spelled && error instanceof DomainError ? { code: spelled.code, message: error.message } : undefined;
}
