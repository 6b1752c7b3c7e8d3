import { RuntimeError } from './errors.ts';
import { prepareSecurity } from './security/security.ts';
import type { OperationRow } from './contract.ts';
import type { Runtime } from './runtime.ts';

/**
 * Refuses to start what would fail at its first request, or open a door.
 * @throws RuntimeError `handler-missing`, `security-scheme-unknown`, `sign-in-missing`, `client-certificate-unconfigured`, `idempotency-store-missing`, `actor-id-missing`
 */
export function checkService(runtime: Runtime): void {
  for (const row of runtime.service.contract.operations) {
    checkHandler(runtime, row);
    prepareSecurity(runtime, row.security);
    if (row.idempotency !== undefined) checkIdempotency(runtime, row);
  }
}

function checkHandler({ service: { contract, handlers } }: Runtime, { id }: OperationRow): void {
  if (typeof handlers[id] === 'function') return;
  throw new RuntimeError('handler-missing', `${contract.name}: the operation ${id} has no handler.`);
}

function checkIdempotency({ service, settings }: Runtime, { id, security }: OperationRow): void {
  if (settings.idempotency === undefined) {
    throw new RuntimeError('idempotency-store-missing', `${service.contract.name}: ${id} declares x-idempotency, so the setting idempotency needs a store.`);
  }
  if (security.length > 0 && service.actorId === undefined) {
    throw new RuntimeError('actor-id-missing', `${service.contract.name}: ${id} declares x-idempotency and sign-in, so the service needs actorId: keys of two callers must not meet.`);
  }
}
