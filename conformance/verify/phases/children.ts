import { setTimeout } from 'node:timers/promises';
import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import { availableAfterCreate, wrongParent } from '../checks/state-checks.ts';
import type { WireResponse } from '../http/wire.ts';
import { membersOf, withOtherTexts } from '../inputs/other-texts.ts';
import { NoInput, tryPlainInput } from '../inputs/plain-input.ts';
import { collectionOf, KnownValues } from '../known-values.ts';
import type { Session } from '../session.ts';
import { isOpen, responseFor } from '../subject.ts';
import type { Supply } from '../supply.ts';
import { isKept, isSuccess, itemsIn, thingIn } from './answers.ts';
import { idNames, idOf } from './identity.ts';
import { isMembers } from './same-value.ts';
import type { Seen } from './thing.ts';

/** What can be created and listed: at an address of its own, or within another thing. */
interface Collection {
  readonly create: Operation;
  readonly list: Operation;
  /** Makes the thing that it lies within. */
  readonly parent: Operation | undefined;
}

/** What was created is in its list, and not in the list of another thing. */
export async function runChildren(operations: readonly Operation[], session: Session, supply: Supply): Promise<void> {
  for (const collection of collectionsOf(operations)) await new ChildRun(collection, session, supply).run();
}

function collectionsOf(operations: readonly Operation[]): Collection[] {
  return operations.filter(({ method }) => method === 'post').flatMap((create) => {
    const list = operations.find(({ method, path }) => method === 'get' && path === create.path);
    const outer = create.parameters.findLast(({ in: place }) => place === 'path');
    const parent = outer && operations.find(({ method, path }) => method === 'post' && path === collectionOf(create.path, outer.name));
    return list === undefined || (outer !== undefined && parent === undefined) ? [] : [{ create, list, parent }];
  });
}

const patientMs = 1000;

class ChildRun {
  readonly #collection: Collection;
  readonly #session: Session;
  readonly #supply: Supply;

  constructor(collection: Collection, session: Session, supply: Supply) {
    this.#collection = collection;
    this.#session = session;
    this.#supply = supply;
  }

  async run(): Promise<void> {
    const { create, list, parent } = this.#collection;
    if (this.#session.options.fixtures[create.id] !== undefined || (parent === undefined && list.parameters.some(({ required }) => required))) return;
    const inside = await this.#place(31);
    const input = inside && tryPlainInput(create, this.#session.subject, inside);
    if (inside === undefined || input === undefined) return;
    if (!isOpen(create)) await this.#session.run({ ...plainCase(create, withOtherTexts(input, 34, this.#session.subject), 'stateful'), caller: 'nobody', about: 'no credentials', at: { in: 'request', pointer: '', keyword: 'security' }, expectation: { kind: 'rejected', check: 'auth-enforced', usual: [401, 403] } });
    const created = await this.#ask(create, withOtherTexts(input, 33, this.#session.subject), 'create');
    if (created?.response.status !== 201 || !(await this.#isListed(inside)) || parent === undefined) return;
    const id = idOf(thingIn(created.response), idNames(list, this.#session.subject.operations));
    // Who names a thing as it is called elsewhere, such as a member of a group, makes no new one.
    const isNamed = Object.values(membersOf(input.body) ?? {}).includes(id);
    const outside = id === undefined || isNamed ? undefined : await this.#place(32);
    if (id === undefined || outside === undefined) return;
    await this.#lookOutside(outside, id, created.response);
    await this.#readOutside(outside, id, created.response);
  }

  /** Each thing may count what lies in it from one. */
  async #lookOutside(outside: KnownValues, id: string | number, made: WireResponse): Promise<void> {
    const others = await this.#list(outside, 'list within another thing');
    if (others?.items.some((item) => isMembers(item) && isKept(thingIn(made), item)) !== true) return;
    this.#session.add(wrongParent, { message: `${this.#collection.create.id} made ${JSON.stringify(id)} within one thing, and the list of another one has it`, where: 'listed' }, others);
  }

  async #readOutside(outside: KnownValues, id: string | number, made: WireResponse): Promise<void> {
    const { create } = this.#collection;
    const read = this.#session.subject.operations.find(({ method, path }) => method === 'get' && path.startsWith(`${create.path}/{`) && /^\/\{[^/}]+\}$/.test(path.slice(create.path.length)));
    const last = read?.parameters.findLast(({ in: place }) => place === 'path');
    const input = read && tryPlainInput(read, this.#session.subject, outside);
    if (read === undefined || last === undefined || input === undefined) return;
    const seen = await this.#ask(read, { ...input, path: { ...input.path, [last.name]: id } }, 'read within another thing');
    if (seen === undefined || !isSuccess(seen.response) || !isKept(thingIn(made), thingIn(seen.response))) return;
    this.#session.add(wrongParent, { message: `${create.id} made ${JSON.stringify(id)} within one thing, and it is read within another one`, where: 'read' }, seen);
  }

  /** Where it lies: within a thing of its own, or just anywhere. */
  async #place(turn: number): Promise<KnownValues | undefined> {
    const { parent } = this.#collection;
    const known = new KnownValues(this.#session.options.values, this.#supply.known);
    if (parent === undefined) return known;
    const input = await this.#supply.inputFor(parent);
    const made = input instanceof NoInput ? undefined : await this.#ask(parent, withOtherTexts(input, turn, this.#session.subject), 'create what it lies within');
    const isMade = made !== undefined && !(input instanceof NoInput) && isSuccess(made.response) && known.learn(parent, this.#session.subject.operations, input, made.response);
    return isMade ? known : undefined;
  }

  /** An empty list has nothing of what was created, whatever it is a list of. */
  async #isListed(known: KnownValues): Promise<boolean> {
    const { create, list } = this.#collection;
    const seen = await this.#list(known, 'list what was created');
    if (seen === undefined) return false;
    if (seen.items.length > 0 || !this.#isOfOneKind()) return true;
    // Lists may come behind what they list.
    await setTimeout(patientMs);
    if (((await this.#list(known, 'list what was created'))?.items.length ?? 1) > 0) return true;
    this.#session.add(availableAfterCreate, { message: `${create.id} answered 201, and ${list.id} lists nothing`, where: 'list' }, seen);
    return false;
  }

  /** What the list has is what is created. */
  #isOfOneKind(): boolean {
    const { create, list } = this.#collection;
    const { subject } = this.#session;
    const namesOf = (operation: Operation, status: number, isList: boolean) => (responseFor(operation, status)?.contents ?? []).flatMap((content) => subject.sampler.alternatives(subject.sitesOf(content)).flatMap((shape) => {
      const lists = [shape, ...shape.declared.flatMap((name) => subject.sampler.alternatives(shape.property(name)))].filter(({ types }) => types.includes('array'));
      return isList ? lists.flatMap((each) => subject.sampler.alternatives(each.item(0)).flatMap(({ declared }) => declared)) : shape.declared;
    }));
    return namesOf(create, 201, false).sort().join() === namesOf(list, 200, true).sort().join();
  }

  async #list(known: KnownValues, about: string): Promise<(Seen & { readonly items: readonly unknown[] }) | undefined> {
    const input = tryPlainInput(this.#collection.list, this.#session.subject, known);
    const seen = input && (await this.#ask(this.#collection.list, input, about));
    const items = seen && isSuccess(seen.response) ? itemsIn(seen.response) : undefined;
    return seen === undefined || items === undefined ? undefined : { ...seen, items };
  }

  async #ask(operation: Operation, input: Input, about: string): Promise<Seen | undefined> {
    const sent: Case = { ...plainCase(operation, input, 'stateful'), about, expectation: { kind: 'anything' } };
    const response = await this.#session.run(sent);
    return response === undefined ? undefined : { case: sent, request: await this.#session.written(sent), response };
  }
}
