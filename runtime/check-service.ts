import { RuntimeError } from './errors.ts';
import { prepareSecurity } from './security/security.ts';
import type { OperationRow } from './contract.ts';
import type { Runtime } from './runtime.ts';

/**
 * Refuses to start what would fail at its first request, or open a door.
 * @throws RuntimeError `handler-missing`, `security-scheme-unknown`, `sign-in-missing`, `client-certificate-unconfigured`, `idempotency-store-missing`, `actor-id-missing`,
 *   `sharing-unsafe`
 */
export function checkService(runtime: Runtime): void {
  if (runtime.settings.sharePort === true) checkSharing(runtime);
  for (const row of runtime.service.contract.operations) {
    checkHandler(runtime, row);
    prepareSecurity(runtime, row.security);
    if (row.idempotency !== undefined) checkIdempotency(runtime, row);
  }
}

function checkHandler({ service: { contract, handlers } }: Runtime, { id }: Pick<OperationRow, 'id'>): void {
  if (typeof handlers[id] === 'function') return;
  throw new RuntimeError('handler-missing', `${contract.name}: the operation ${id} has no handler.`);
}

function checkIdempotency({ service, settings }: Runtime, { id, security }: Pick<OperationRow, 'id' | 'security'>): void {
  if (settings.idempotency === undefined) {
    throw new RuntimeError('idempotency-store-missing', `${service.contract.name}: ${id} declares x-idempotency, so the setting idempotency needs a store.`);
  }
  if (security.length > 0 && service.actorId === undefined) {
    throw new RuntimeError('actor-id-missing', `${service.contract.name}: ${id} declares x-idempotency and sign-in, so the service needs actorId: keys of two callers must not meet.`);
  }
}

/** Processes that share a port must share whatever two requests of one caller may meet in. */
function checkSharing({ service: { contract }, settings }: Runtime): void {
  const refuse = (sentence: string): never => {
    throw new RuntimeError('sharing-unsafe', `${contract.name}: ${sentence}`);
  };
  const limited = contract.operations.find(({ limits }) => limits.rates.length > 0);
  if (limited !== undefined && settings.rateLimiter === undefined)
    refuse(`${limited.id} has a rate limit, which several processes on one port count only together: the setting rateLimiter needs one that they share (RedisRateLimiter).`);
  const [channel] = contract.channels;
  if (channel !== undefined && settings.fanOut === undefined)
    refuse(`the channel ${channel.name} has connections in each of the processes on one port: the setting fanOut needs one that reaches them all (createRedisFanOut).`);
  if (settings.socketIoPolling && contract.channels.some(({ protocol }) => protocol === 'socketio'))
    refuse('Socket.IO over polling needs all requests of a client at one process, which a shared port does not give: '
      + 'set socketIoPolling to false (SOCKET_IO_POLLING=off; clients then connect by WebSocket), or run one process.');
}
