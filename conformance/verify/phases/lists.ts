import { setTimeout } from 'node:timers/promises';
import type { Operation, Parameter } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import type { CheckDescription } from '../checks/check.ts';
import { filterHonoured, paginationComplete, paginationLimit, sortHonoured, uniqueIds } from '../checks/state-checks.ts';
import { NoInput } from '../inputs/plain-input.ts';
import { isCursorName } from '../known-values.ts';
import type { Session } from '../session.ts';
import type { Supply } from '../supply.ts';
import { isSuccess, itemsIn } from './answers.ts';
import { isMembers, isScalar } from './same-value.ts';
import { followCursors } from './cursors.ts';
import { idNames, idOf, keyOf } from './identity.ts';
import { isMonotonic, isSorted, orders, sortingsOf, type Sorting } from './orders.ts';
import { describe, walkPages, type PageFault, type Query } from './pages.ts';
import { limits, offsets, pages, pagingOf } from './paging.ts';
import { totalIn } from './whole-list.ts';

const settleMs = 1000;
/** Of one list. */
const mostSortings = 2;

/** Members of a list by which nothing is left out. */
const everything = /^(all|any|both|none|\*)$/i;

/** Whether lists keep to what their queries ask for: how much, from where, and what. */
export async function runLists(operations: readonly Operation[], session: Session, supply: Supply): Promise<void> {
  for (const operation of operations.filter(({ method, parameters }) => method === 'get' && parameters.some(({ in: place }) => place === 'query'))) {
    const input = await supply.inputFor(operation);
    if (input instanceof NoInput) continue;
    const list = new ListRun(operation, input, session);
    await supply.makeSome(operation);
    await list.run();
  }
}

/** What a list gave for one value of a filter. */
interface Filtered {
  readonly asked: unknown;
  readonly sent: unknown;
  /** Undefined where every item has the value. */
  readonly other: unknown;
  readonly isAll: boolean;
  /** There are items, and not one of them has the value. */
  readonly isNone: boolean;
}

class ListRun {
  readonly #operation: Operation;
  readonly #input: Input;
  readonly #session: Session;

  constructor(operation: Operation, input: Input, session: Session) {
    this.#operation = operation;
    this.#input = input;
    this.#session = session;
  }

  async run(): Promise<void> {
    const all = await this.#items({}, 'list');
    if (all === undefined || all.length === 0) return;
    await this.#unique(all);
    const { limit } = pagingOf(this.#operation);
    if (limit !== undefined && all.length > 1) await this.#limited(limit, all);
    if (all.length > 1) await this.#sorted(all);
    for (const parameter of this.#operation.parameters) if (parameter.in === 'query' && isPlain(parameter)) await this.#filtered(parameter, all);
  }

  async #limited(limit: Parameter, all: readonly unknown[]): Promise<void> {
    const most = [...(all.length > 2 ? [2] : []), 1, 2, 5].find((value) => this.#session.subject.accepts(limit, value));
    if (most === undefined) return;
    const first = await this.#items({ [limit.name]: most }, `list with ${limit.name} ${most}`);
    if (first === undefined) return;
    if (first.length > most) return this.#tell(paginationLimit, `${first.length} items came, ${limit.name} was ${most}`, { [limit.name]: most });
    if ((await this.#walk(limit, most, all)) === undefined) return this.#counted(limit, most);
    // What is in a list may change while it is looked at, and what was created before may come into it by and by.
    await setTimeout(settleMs);
    const now = await this.#items({}, 'list');
    const fault = now && (await this.#walk(limit, most, now));
    if (fault !== undefined) await this.#tell(paginationComplete, fault.message, fault.query);
  }

  /** One page after the other. */
  async #walk(limit: Parameter, size: number, all: readonly unknown[]): Promise<PageFault | undefined> {
    const { offset, page, cursor } = pagingOf(this.#operation);
    const { subject } = this.#session;
    const [from, ids] = [offset ?? page, idNames(this.#operation, subject.operations)];
    if (from !== undefined) return walkPages({ limit, size, from, isOffset: offset !== undefined, ids }, all, (query) => this.#items(query, 'one page'), subject);
    return cursor && followCursors({ parameter: cursor, query: { [limit.name]: size }, size, ids }, all, async (query) => this.#session.run(this.#case(query, 'one page')), subject);
  }

  /** How many there are in all does not hang on how many come at a time. */
  async #counted(limit: Parameter, size: number): Promise<void> {
    for (let round = 0; round < 2; round++) {
      const [all, few] = [await this.#session.run(this.#case({}, 'list')), await this.#session.run(this.#case({ [limit.name]: size }, 'one page'))];
      const [total, less] = [totalIn(all), totalIn(few)];
      if (total === undefined || less === undefined || total === less) return;
      if (round === 1) await this.#tell(paginationComplete, `the list says that it has ${total} items in all, and ${less} with ${limit.name} ${size}`, { [limit.name]: size });
    }
  }

  async #unique(all: readonly unknown[]): Promise<void> {
    const { operations } = this.#session.subject;
    // Where nothing is read by it an id may be of something else.
    if (!operations.some(({ path }) => path.startsWith(`${this.#operation.path}/{`))) return;
    const ids = all.flatMap((item) => idOf(item, idNames(this.#operation, operations)) ?? []);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) await this.#tell(uniqueIds, `the list has two items with the id ${JSON.stringify(twice)}`, {});
  }

  /** One way and the other way round are not the same. */
  async #sorted(all: readonly unknown[]): Promise<void> {
    for (const { by, up, down } of this.#sortings().filter((each) => isSorted(all, each.by)).slice(0, mostSortings)) {
      const [one, other] = [await this.#items(up, `list sorted by ${by}`), await this.#items(down, `list sorted by ${by} the other way round`)];
      if (one === undefined || other === undefined) continue;
      const isSame = JSON.stringify(one) === JSON.stringify(other) && isSorted(one, by);
      if (isSame) await this.#tell(sortHonoured, `${describe(up)} and ${describe(down)} gave the same order`, down);
      else if (!isMonotonic(one, by) || !isMonotonic(other, by)) await this.#tell(sortHonoured, `${describe(isMonotonic(one, by) ? down : up)} gave an order that goes up and down`, isMonotonic(one, by) ? down : up);
    }
  }

  /** Of as many items as come at a time. */
  #sortings(): Sorting[] {
    const { subject } = this.#session;
    const { limit } = pagingOf(this.#operation);
    const size = limit && [50, 30, 20].find((each) => subject.accepts(limit, each));
    const wide = limit === undefined || size === undefined ? {} : { [limit.name]: size };
    return sortingsOf(this.#operation, subject).map(({ by, up, down }) => ({ by, up: { ...wide, ...up }, down: { ...wide, ...down } }));
  }

  /** A value that some item has, or each that the parameter may have. */
  async #filtered(parameter: Parameter, all: readonly unknown[]): Promise<void> {
    const { name } = parameter;
    const values: unknown[] = [...new Set(all.flatMap((item) => (isMembers(item) && isScalar(item[name]) && item[name] !== null ? [item[name]] : [])))];
    const { subject } = this.#session;
    const [shape] = subject.sampler.alternatives(subject.sitesOf(parameter));
    const isList = parameter.shape.types.includes('array');
    const asked = (value: unknown) => (isList ? [value] : value);
    const listed = isList ? subject.sampler.alternatives(shape?.item(0) ?? []).flatMap((item) => item.values ?? []) : (shape?.values ?? []);
    const candidates = [...values.filter((value) => subject.accepts(parameter, asked(value))).slice(0, 1), ...listed.filter((value) => !values.includes(value) && !everything.test(String(value))).slice(0, 1)];
    if (candidates.length < 2 && !isList) candidates.push(...this.#others(parameter, values).slice(0, 1));
    if (candidates.length < 2) candidates.push(...values.filter((value) => subject.accepts(parameter, asked(value))).slice(1, 2));
    const found: Filtered[] = [];
    if (values.length > 0) for (const value of candidates) found.push(...(await this.#filteredBy(name, value, asked(value), all, listed.length > 0)));
    const [wrong] = found.filter(({ other }) => other !== undefined);
    if (wrong === undefined) return;
    // A value may stand for others, too; but not each for all of them.
    const isIgnored = found.length > 1 && found.every(({ isAll }) => isAll);
    const isTurned = found.length > 1 && found.every(({ isNone }) => isNone);
    await this.#tell({ ...filterHonoured, severity: isIgnored || isTurned ? 'error' : 'warn' }, `${name} was ${JSON.stringify(wrong.asked)}, and an item came with ${JSON.stringify(wrong.other)}`, { [name]: wrong.sent });
  }

  /** A value that no item has. */
  #others(parameter: Parameter, values: readonly unknown[]): unknown[] {
    const changed = values.flatMap((value): unknown[] => (typeof value === 'string' ? [`${value}x`, `${value.slice(0, -1)}x`] : typeof value === 'number' ? [value + 1, value - 1] : [!value]));
    return changed.filter((value) => !values.includes(value) && this.#session.subject.accepts(parameter, value));
  }

  async #filteredBy(name: string, asked: unknown, sent: unknown, all: readonly unknown[], isListed: boolean): Promise<Filtered[]> {
    const found = await this.#items({ [name]: sent }, `list with ${name}`);
    if (found === undefined) return [];
    const others = found.flatMap((item) => (isMembers(item) && isScalar(item[name]) && !(isListed ? item[name] === asked : isLike(item[name], asked)) ? [item[name]] : []));
    const keys = (items: readonly unknown[]) => items.map((item) => keyOf(item, idNames(this.#operation, this.#session.subject.operations))).join();
    return [{ asked, sent, other: others[0], isAll: keys(found) === keys(all), isNone: found.length > 0 && others.length === found.length }];
  }

  #case(query: Query, about: string): Case {
    const input = { ...this.#input, query: { ...this.#input.query, ...query } };
    return { ...plainCase(this.#operation, input, 'stateful'), about, expectation: { kind: 'anything' } };
  }

  async #items(query: Query, about: string): Promise<readonly unknown[] | undefined> {
    const response = await this.#session.run(this.#case(query, about));
    return isSuccess(response) ? itemsIn(response) : undefined;
  }

  /** Asks once more, for the report. */
  async #tell(check: CheckDescription, message: string, query: Query): Promise<void> {
    const sent = this.#case(query, `list with ${Object.keys(query).join(' and ')}`);
    const response = await this.#session.run(sent);
    if (response !== undefined) this.#session.add(check, { message, where: Object.keys(query).join() }, { case: sent, request: await this.#session.written(sent), response });
  }
}

/** Not one that says how much of a list, or in which order. */
function isPlain({ name, shape }: Parameter): boolean {
  return ![limits, offsets, pages, orders].some((names) => names.test(name)) && !isCursorName(name) && shape.types.every((type) => ['string', 'boolean', 'integer', 'number', 'array'].includes(type));
}

/** A search by text may find what holds it. */
function isLike(value: unknown, asked: unknown): boolean {
  if (typeof value !== 'string' || typeof asked !== 'string') return value === asked;
  return value.toLowerCase().includes(asked.toLowerCase());
}
