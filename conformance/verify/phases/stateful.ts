import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import type { Check } from '../checks/check.ts';
import { mediaTypeOf, type WireResponse } from '../http/wire.ts';
import { NoInput, tryPlainInput } from '../inputs/plain-input.ts';
import { KnownValues } from '../known-values.ts';
import type { Session } from '../session.ts';
import type { Supply } from '../supply.ts';
import type { Progress } from '../verify.ts';

export const availableAfterCreate: Omit<Check, 'find'> = {
  id: 'available-after-create',
  severity: 'error',
  purpose: 'What was created with 201 can be read (RFC 9110 section 15.3.2).',
};
export const readYourWrite: Omit<Check, 'find'> = {
  id: 'read-your-write',
  severity: 'error',
  purpose: 'What was sent when a thing was created is what is read of it: members that both bodies have.',
};
export const goneAfterDelete: Omit<Check, 'find'> = {
  id: 'gone-after-delete',
  severity: 'error',
  purpose: 'What was deleted cannot be read any more (RFC 9110 section 9.3.5).',
};
export const statefulChecks = [availableAfterCreate, readYourWrite, goneAfterDelete];

/** A collection with what can be done to the things in it. */
interface Life {
  readonly create: Operation;
  readonly read: Operation;
  readonly remove: Operation | undefined;
}

/** Create, read, delete, read again: for every POST to a collection whose things can be read by an id. */
export async function runStateful(operations: readonly Operation[], session: Session, supply: Supply, progress: Progress): Promise<void> {
  const lives = livesOf(operations);
  for (const [index, life] of lives.entries()) {
    progress('stateful', life.create.id, index, lives.length);
    await runLife(life, session, supply);
  }
}

function livesOf(operations: readonly Operation[]): Life[] {
  return operations
    .filter(({ method }) => method === 'post')
    .flatMap((create) => {
      const below = operations.filter(({ path }) => path.startsWith(`${create.path}/{`) && /^\/\{[^/}]+\}$/.test(path.slice(create.path.length)));
      const read = below.find(({ method }) => method === 'get');
      return read === undefined ? [] : [{ create, read, remove: below.find(({ method }) => method === 'delete') }];
    });
}

async function runLife({ create, read, remove }: Life, session: Session, supply: Supply): Promise<void> {
  const input = await supply.inputFor(create);
  if (input instanceof NoInput) return;
  const created = await session.run(stateful(create, input, 'create'));
  // Only ids of this very thing: an earlier one may be gone.
  const own = new KnownValues(session.options.values, supply.known);
  if (created?.status !== 201 || !own.learn(create, session.subject.operations, input, created)) return;
  const reading = tryPlainInput(read, session.subject, own);
  if (reading === undefined) return;
  const readCase = stateful(read, reading, 'read what was created');
  const seen = await session.run(readCase);
  if (seen === undefined) return;
  const readExchange = { case: readCase, request: await session.written(readCase), response: seen };
  if (seen.status === 404 || seen.status === 410) {
    session.add(availableAfterCreate, { message: `${create.id} answered 201, and reading it gave ${seen.status}` }, readExchange);
    return;
  }
  const lost = differences(input, seen);
  if (lost.length > 0) session.add(readYourWrite, { message: `${lost.join(', ')} was not read as ${create.id} had sent it` }, readExchange);
  if (remove !== undefined) await removeAndRead(remove, readCase, session, own);
}

async function removeAndRead(remove: Operation, readCase: Case, session: Session, known: KnownValues): Promise<void> {
  const input = tryPlainInput(remove, session.subject, known);
  if (input === undefined) return;
  const removed = await session.run(stateful(remove, input, 'delete what was created'));
  if (removed === undefined || ![200, 204].includes(removed.status)) return;
  const again: Case = { ...readCase, about: 'read what was deleted', expectation: { kind: 'anything' } };
  const seen = await session.run(again);
  if (seen === undefined || seen.status >= 300) return;
  session.add(goneAfterDelete, { message: `${remove.id} answered ${removed.status}, and reading it still gave ${seen.status}` }, { case: again, request: await session.written(again), response: seen });
}

function stateful(operation: Operation, input: Input, about: string): Case {
  return { ...plainCase(operation, input, 'stateful'), about };
}

/** Names of scalar members that were sent and came back as something else. */
function differences({ body }: Input, response: WireResponse): string[] {
  if (body === undefined || !('content' in body) || !/json/.test(mediaTypeOf(response) ?? '')) return [];
  const sent = body.value as Readonly<Record<string, unknown>> | null;
  const came = JSON.parse(response.body.toString() || 'null') as Readonly<Record<string, unknown>> | null;
  if (typeof sent !== 'object' || typeof came !== 'object' || sent === null || came === null) return [];
  return Object.keys(sent).filter((name) => isScalar(sent[name]) && Object.hasOwn(came, name) && isScalar(came[name]) && !isSame(sent[name], came[name]));
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** A server may write a text its own way: blanks at the ends, letter case, another offset of the same time. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b;
  return a.trim().toLowerCase() === b.trim().toLowerCase() || (/^\d{4}-\d{2}-\d{2}T/.test(a) && Date.parse(a) === Date.parse(b));
}
