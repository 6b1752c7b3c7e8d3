import { DomainError } from '../errors.ts';

const timeoutMs = 3000;

/** A request to the directory. No answer in time, none at all, or one that says to come back later: `unavailable`. */
export async function reach(url: string | URL, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual', signal: init.signal ?? AbortSignal.timeout(timeoutMs) }).catch(refuseUnreachable);
  if ((response.status < 500 && response.status !== 429) || response.status === 501) return response;
  await response.body?.cancel();
  throw new DomainError('unavailable', 'The directory cannot answer now.', { facts: { status: response.status } });
}

function refuseUnreachable(cause: unknown): never {
  throw new DomainError('unavailable', 'The directory does not answer.', { cause });
}
