import type { ChannelRow } from '../../contract.ts';
import type { Take } from '../../rate-limit/limiter.ts';
import { takeFor } from '../../rate-limit/take-for.ts';
import type { Runtime } from '../../runtime.ts';
import type { Problem } from '../../service.ts';
import type { Admitted } from '../admit.ts';

/** Refused without looking at who asks. */
const uncounted: ReadonlySet<Problem['code']> = new Set(['malformed-request', 'overloaded']);

/** A handshake is a request of its caller, where the contract has a limit `by: caller`; one that was refused is a stranger's, one that failed costs nothing. */
export function countHandshake(runtime: Runtime, row: ChannelRow, address: string, admitted: Admitted): Take | undefined | Promise<Take | undefined> {
  const { callerRate: rate, service } = runtime;
  if (rate === undefined || ('problem' in admitted && uncounted.has(admitted.problem.code))) return undefined;
  const isFailure = 'problem' in admitted && admitted.problem.code === 'thrown';
  const actor = 'problem' in admitted ? undefined : admitted.admission.actor;
  return takeFor(runtime, rate, { actor, actorId: actor === undefined ? undefined : service.actorId?.(actor), address, row }, isFailure ? 0 : 1);
}
