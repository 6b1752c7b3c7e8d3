import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import { authNotDeclared, unimplementedOperation } from '../checks/state-checks.ts';
import type { WireResponse } from '../http/wire.ts';
import { NoInput } from '../inputs/plain-input.ts';
import type { Session } from '../session.ts';
import { isOpen } from '../subject.ts';
import type { Supply } from '../supply.ts';

/** Operations that never answered but as if they were not there, or as if somebody had to sign in whom the contract does not ask for. */
export async function findMissing(operations: readonly Operation[], session: Session, supply: Supply): Promise<void> {
  for (const operation of operations) {
    const statuses = session.coverage.statusesOf(operation);
    if (statuses.length === 0) continue;
    const only = (...expected: number[]) => statuses.every((status) => expected.includes(status));
    if (only(404, 405, 501) && supply.isKnown(operation)) await judgeMissing(operation, session, supply);
    if (only(401) && isOpen(operation) && !signsIn(operation)) await judgeClosed(operation, session, supply);
  }
}

/** It is not there where it answers as an address does that nobody has. */
async function judgeMissing(operation: Operation, session: Session, supply: Supply): Promise<void> {
  const input = await supply.inputFor(operation);
  if (input instanceof NoInput) return;
  const asked = caseOf(operation, input);
  const [own, nowhere] = [await session.probe(asked), await session.probe({ ...asked, operation: { ...operation, path: nowhereBeside(operation) } })];
  if (own === undefined || nowhere === undefined) return;
  const isMissing = own.status === 501 || own.status === 405 || isLike(own, nowhere);
  if (isMissing) session.add(unimplementedOperation, { message: `every answer was ${own.status}, as of an address that nobody has`, where: 'missing' }, { case: asked, request: await session.written(asked), response: own });
}

async function judgeClosed(operation: Operation, session: Session, supply: Supply): Promise<void> {
  const input = await supply.inputFor(operation);
  if (input instanceof NoInput) return;
  const asked = caseOf(operation, input);
  const response = await session.probe(asked);
  if (response?.status === 401) session.add(authNotDeclared, { message: 'every answer was 401, and the contract asks for no credentials', where: 'closed' }, { case: asked, request: await session.written(asked), response });
}

function caseOf(operation: Operation, input: Input): Case {
  return { ...plainCase(operation, input, 'probe'), expectation: { kind: 'anything' } };
}

function nowhereBeside({ path }: Operation): string {
  return `${path.replace(/\/$/, '')}/specwright-nowhere/specwright-nowhere`;
}

/** Apart from what repeats the request, and from numbers. */
function isLike(a: WireResponse, b: WireResponse): boolean {
  const plain = ({ body }: WireResponse) => body.toString().replace(/\/[^\s"']*/g, '/').replace(/[\da-f]{8,}|\d+/gi, '0');
  return a.status === b.status && plain(a) === plain(b);
}

/** Who has to sign in here is told that the credentials are wrong. */
function signsIn({ path, body, parameters }: Operation): boolean {
  if (parameters.some(({ name }) => /sign|auth|token|key|secret/i.test(name))) return true;
  const members = JSON.stringify(body?.contents.map(({ schema }) => schema) ?? []);
  return /login|log-in|sign|auth|session|token|password/i.test(path) || /pass|secret|token|code|otp|pin/i.test(members);
}
