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
import { walkPages, type Query } from './pages.ts';

const limits = /^(limit|per_?page|page_?size|page_?limit|max_?results)$/i;
const offsets = /^(offset|skip)$/i;
const pages = /^(page|page_?(number|no|index))$/i;
const orders = /^(sort|sort_?(by|order|dir)|order|order_?by|direction)$/i;

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
    const limit = this.#parameter(limits);
    if (limit !== undefined && all.length > 1) await this.#limited(limit, all);
    if (all.length > 1) await this.#sorted(all);
    for (const parameter of this.#operation.parameters) if (parameter.in === 'query' && isPlain(parameter)) await this.#filtered(parameter, all);
  }

  async #limited(limit: Parameter, all: readonly unknown[]): Promise<void> {
    const most = [1, 2, 5].find((value) => this.#session.subject.accepts(limit, value));
    if (most === undefined) return;
    const first = await this.#items({ [limit.name]: most }, `list with ${limit.name} ${most}`);
    if (first === undefined) return;
    if (first.length > most) return this.#tell(paginationLimit, `${first.length} items came, ${limit.name} was ${most}`, { [limit.name]: most });
    const [offset, page] = [this.#parameter(offsets), this.#parameter(pages)];
    const from = offset ?? page;
    if (from === undefined) return this.#continued({ [limit.name]: most }, all);
    const fault = await walkPages({ limit, size: most, from, isOffset: offset !== undefined }, all, (query) => this.#items(query, 'one page'), this.#session.subject);
    if (fault !== undefined) await this.#tell(paginationComplete, fault.message, fault.query);
  }

  async #unique(all: readonly unknown[]): Promise<void> {
    const ids = all.flatMap((item) => (isMembers(item) && isScalar(item['id']) ? [item['id']] : []));
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) await this.#tell(uniqueIds, `the list has two items with the id ${JSON.stringify(twice)}`, {});
  }

  /** Each answer tells where the next page begins. */
  async #continued(query: Query, all: readonly unknown[]): Promise<void> {
    const parameter = this.#operation.parameters.find(({ in: place, name }) => place === 'query' && isCursorName(name));
    const fault = parameter && (await followCursors({ parameter, query, size: Number(Object.values(query)[0]) }, all, async (each) => this.#session.run(this.#case(each, 'one page')), this.#session.subject));
    if (fault !== undefined) await this.#tell(paginationComplete, fault.message, fault.query);
  }

  /** One way and the other way round are not the same. */
  async #sorted(all: readonly unknown[]): Promise<void> {
    const { subject } = this.#session;
    for (const parameter of this.#operation.parameters.filter(({ in: place, name }) => place === 'query' && orders.test(name))) {
      const values = subject.sampler.alternatives(subject.sitesOf(parameter)).flatMap(({ values: listed }) => listed ?? []).filter((value) => typeof value === 'string');
      const pairs = values.flatMap((value) => opposites(value).filter((other) => values.includes(other)).map((other) => [value, other] as const));
      const [up, down] = pairs.find(([each]) => isSorted(all, each)) ?? [];
      if (up === undefined) continue;
      const [one, other] = [await this.#items({ [parameter.name]: up }, `list sorted by ${up}`), await this.#items({ [parameter.name]: down }, `list sorted by ${down ?? ''}`)];
      const isSame = one !== undefined && JSON.stringify(one) === JSON.stringify(other) && isSorted(one, up);
      if (isSame) await this.#tell(sortHonoured, `${parameter.name} ${up} and ${down ?? ''} gave the same order`, { [parameter.name]: down });
    }
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
    if (values.length > 0) for (const value of candidates) await this.#filteredBy(name, value, asked(value));
  }

  /** A value that no item has. */
  #others(parameter: Parameter, values: readonly unknown[]): unknown[] {
    const changed = values.flatMap((value): unknown[] => (typeof value === 'string' ? [`${value}x`, `${value.slice(0, -1)}x`] : typeof value === 'number' ? [value + 1, value - 1] : [!value]));
    return changed.filter((value) => !values.includes(value) && this.#session.subject.accepts(parameter, value));
  }

  async #filteredBy(name: string, asked: unknown, sent: unknown): Promise<void> {
    const found = await this.#items({ [name]: sent }, `list with ${name}`);
    const wrong = found?.find((item) => isMembers(item) && isScalar(item[name]) && !isLike(item[name], asked));
    if (wrong !== undefined) await this.#tell(filterHonoured, `${name} was ${JSON.stringify(asked)}, and an item came with ${JSON.stringify((wrong as Record<string, unknown>)[name])}`, { [name]: sent });
  }

  #parameter(names: RegExp): Parameter | undefined {
    return this.#operation.parameters.find(({ in: place, name, shape }) => place === 'query' && names.test(name) && shape.types.some((type) => type === 'integer' || type === 'number'));
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

/** Whether it can be told that they are in an order: what they are sorted by is a member that differs, or nobody knows what it is. */
function isSorted(items: readonly unknown[], by: string): boolean {
  const name = by.replace(/^-|[:,. _-]?(asc|desc)$/gi, '');
  const values = items.map((item) => (isMembers(item) && Object.hasOwn(item, name) ? item[name] : item));
  return new Set(values.map((value) => JSON.stringify(value))).size > 1;
}

function opposites(value: string): string[] {
  return [`-${value}`, value.replace(/asc/i, (text) => (text === 'ASC' ? 'DESC' : 'desc'))].filter((other) => other !== value);
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
