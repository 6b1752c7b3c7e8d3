import type { Reply } from 'specwright/runtime';
import type { OperationId } from './operation-id.ts';
import { problem, type ProblemCode } from './problem.ts';

/** By the reason that sign-in gave. */
const codes: Readonly<Record<string, ProblemCode>> = {
  invalid_token: 'RGP.AUTH.INVALID_SESSION',
  token_expired: 'RGP.AUTH.EXPIRED',
  other_client: 'RGP.AUTH.SUSPICIOUS',
  account_disabled: 'RGP.AUTH.DISABLED',
};

/** Nobody is signed in. The runtime's own `missing` stands for a request without a session. */
export function unauthenticated(reason: string, detail: string, operationId: OperationId | undefined): Reply {
  const code = codes[reason] ?? (operationId === 'refreshSession' ? 'RGP.AUTH.MISSING_SESSION' : 'unauthorized');
  const reply = problem(code, reason === 'missing' ? 'Log in first.' : detail);
  return reason === 'other_client' ? { ...reply, headers: { ...reply.headers, 'www-authenticate': 'refresh' } } : reply;
}
