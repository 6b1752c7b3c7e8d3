import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import type { CheckDescription, Exchange } from '../checks/check.ts';
import { declares } from '../checks/echo-check.ts';
import type { WireResponse } from '../http/wire.ts';
import { tryPlainInput } from '../inputs/plain-input.ts';
import { KnownValues } from '../known-values.ts';
import type { Session } from '../session.ts';
import { responseFor } from '../subject.ts';
import type { Supply } from '../supply.ts';
import { isSuccess, itemsIn, thingIn, type Members } from './answers.ts';
import { readWhole, totalIn, type WholeList } from './whole-list.ts';

/** A collection with what can be done to the things in it. */
export interface Life {
  readonly create: Operation;
  readonly read: Operation;
  readonly list: Operation | undefined;
  readonly replace: Operation | undefined;
  readonly change: Operation | undefined;
  readonly remove: Operation | undefined;
}

export type Seen = Pick<Exchange, 'case' | 'request' | 'response'>;
export type Created = Seen & { readonly input: Input };

/** One thing of a collection, as long as it lives. */
export class Thing {
  readonly life: Life;
  readonly session: Session;
  /** Only ids of this very thing: an earlier one may be gone. */
  readonly #own: KnownValues;
  readonly #supply: Supply;

  constructor(life: Life, session: Session, supply: Supply) {
    this.life = life;
    this.session = session;
    this.#supply = supply;
    this.#own = new KnownValues(session.options.values, supply.known);
  }

  /** Another one of its collection, not made yet. */
  beside(): Thing {
    return new Thing(this.life, this.session, this.#supply);
  }

  /** Undefined where nothing was made. */
  async create(input: Input): Promise<Created | undefined> {
    const { create } = this.life;
    const seen = await this.ask(create, input, 'create');
    const isMade = seen !== undefined && [200, 201, 202].includes(seen.response.status) && this.#own.learn(create, this.session.subject.operations, input, seen.response);
    return isMade ? { ...seen, input } : undefined;
  }

  /** What its path ends with. */
  get id(): unknown {
    const last = this.life.read.parameters.findLast(({ in: place }) => place === 'path');
    return last && this.inputFor(this.life.read)?.path[last.name];
  }

  inputFor(operation: Operation): Input | undefined {
    return tryPlainInput(operation, this.session.subject, this.#own);
  }

  /** Sends something of which any answer may be right. */
  async ask(operation: Operation, input: Input, about: string): Promise<Seen | undefined> {
    const sent: Case = { ...plainCase(operation, input, 'stateful'), about, expectation: { kind: 'anything' } };
    const response = await this.session.run(sent);
    return response === undefined ? undefined : { case: sent, request: await this.session.written(sent), response };
  }

  async read(about: string): Promise<Seen | undefined> {
    const input = this.inputFor(this.life.read);
    return input && this.ask(this.life.read, input, about);
  }

  /** Its members as they are read now. */
  async now(): Promise<Members | undefined> {
    return membersIn(await this.read('read before a change'));
  }

  /** Whether the contract has a member in what is read, named from the outside in. */
  declares(names: readonly string[]): boolean {
    return declares(names, responseFor(this.life.read, 200)?.contents ?? [], this.session.subject);
  }

  /** The list of its collection. */
  async listed(): Promise<(Seen & { readonly items: readonly unknown[] }) | undefined> {
    const { list } = this.life;
    const input = list && this.inputFor(list);
    const seen = list && input && (await this.ask(list, input, 'list'));
    const items = seen && isSuccess(seen.response) ? itemsIn(seen.response) : undefined;
    return seen === undefined || items === undefined ? undefined : { ...seen, items };
  }

  /** All of it, as far as it can be had. */
  async whole(): Promise<WholeList | undefined> {
    const { list } = this.life;
    const input = list && this.inputFor(list);
    return list && input && readWhole(list, input, this.session.subject, async (asked) => (await this.ask(list, asked, 'list'))?.response);
  }

  /** How many things its collection has; undefined where nobody can tell. */
  async count(): Promise<number | undefined> {
    const total = totalIn((await this.listed())?.response);
    if (total !== undefined) return total;
    const whole = await this.whole();
    return whole?.isWhole === true ? whole.items.length : undefined;
  }

  tell(check: CheckDescription, message: string, seen: Seen, where?: string): void {
    this.session.add(check, { message, ...(where === undefined ? {} : { where }) }, seen);
  }
}

export function membersIn(seen: { readonly response: WireResponse } | undefined): Members | undefined {
  return seen !== undefined && isSuccess(seen.response) ? thingIn(seen.response) : undefined;
}
