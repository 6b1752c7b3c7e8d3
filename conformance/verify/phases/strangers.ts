import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Caller, type Case, type Input } from '../case.ts';
import { isIdName } from '../known-values.ts';
import { crossTenantDenied } from '../checks/request-checks.ts';
import { NoInput } from '../inputs/plain-input.ts';
import type { Session } from '../session.ts';
import { isOpen } from '../subject.ts';
import type { Supply } from '../supply.ts';
import { isSuccess, itemsIn } from './answers.ts';
import { hasId, idNames } from './identity.ts';
import type { Seen } from './thing.ts';
import { readWhole } from './whole-list.ts';

/** Everybody else asks for what the first one made. */
export async function runStrangers(operation: Operation, input: Input, session: Session, supply: Supply): Promise<void> {
  const status = session.plainStatus(operation) ?? 0;
  if (isOpen(operation) || status < 200 || status > 299 || idsOf(operation, input).length === 0) return;
  for (const name of Object.keys(session.options.strangers)) await runStranger(name, operation, input, session, supply);
}

/** Whoever has it in a list is meant to share it. */
async function runStranger(name: string, operation: Operation, input: Input, session: Session, supply: Supply): Promise<void> {
  const caller = `as ${name}` as const;
  const listed = await listedFor(caller, operation, idsOf(operation, input), session, supply);
  const sent: Case = {
    ...plainCase(operation, input, 'protocol'),
    about: `somebody else (${name}) asks for it`,
    at: { in: 'request', pointer: '', keyword: 'security stranger' },
    caller,
    expectation: { kind: 'rejected', check: 'cross-tenant-denied', usual: [403, 404] },
  };
  if (listed === undefined) return void (await supply.run(sent, input));
  const response = operation.method === 'get' ? await session.run({ ...sent, expectation: { kind: 'anything' } }) : undefined;
  // Who reads of it in a list, and may not read it, should not have seen it there.
  if (response === undefined || ![403, 404].includes(response.status)) return;
  session.add(crossTenantDenied, { message: `somebody else (${name}) lists what ${operation.id} refuses with ${response.status}`, where: 'listed' }, listed);
}

/** What a path names, and what a query names by an id. */
function idsOf({ parameters }: Operation, { path, query }: Input): string[] {
  const inQuery = parameters.filter(({ in: place, name }) => place === 'query' && isIdName(name)).map(({ name }) => query[name]);
  return [...Object.values(path), ...inQuery].filter((value) => value !== undefined).map(String);
}

/** The list in which somebody else reads of it, where things of its kind are listed. */
async function listedFor(caller: Caller, operation: Operation, ids: readonly string[], session: Session, supply: Supply): Promise<Seen | undefined> {
  const collections = session.subject.operations.filter(({ method, path }) => method === 'get' && operation.path.startsWith(`${path}/{`));
  for (const collection of collections) {
    const input = await supply.inputFor(collection);
    if (input instanceof NoInput) continue;
    const sent: Case = { ...plainCase(collection, input, 'protocol'), about: 'somebody else lists', caller, expectation: { kind: 'anything' } };
    const names = idNames(collection, session.subject.operations);
    let found: Seen | undefined;
    await readWhole(collection, input, session.subject, async (asked) => {
      const page = { ...sent, input: asked };
      const response = found === undefined ? await session.run(page) : undefined;
      const isThere = isSuccess(response) && itemsIn(response)?.some((item) => ids.some((id) => hasId(item, id, names))) === true;
      if (response !== undefined && isThere) found = { case: page, request: await session.written(page), response };
      return response;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}
