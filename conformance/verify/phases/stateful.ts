import type { Content, Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import type { Exchange } from '../checks/check.ts';
import { availableAfterCreate, failedCreate, goneAfterDelete, putIdempotent, readYourWrite } from '../checks/state-checks.ts';
import type { WireResponse } from '../http/wire.ts';
import { withAllMembers } from '../inputs/full-input.ts';
import { membersOf, withOtherTexts } from '../inputs/other-texts.ts';
import { NoInput, tryPlainInput } from '../inputs/plain-input.ts';
import { KnownValues } from '../known-values.ts';
import type { Session } from '../session.ts';
import { responseFor } from '../subject.ts';
import type { Supply } from '../supply.ts';
import type { Progress } from '../verify.ts';
import { differences, losses, saidOf, isSuccess, isSuccessStatus, itemsIn, saysDeleted, thingIn, type Members } from './answers.ts';
import { followLocation, replaceAtOnce, writeOnCondition } from './guarded-writes.ts';
import { otherChoice, otherText, othersChanged } from './one-change.ts';
import { variations } from './vary.ts';

/** A collection with what can be done to the things in it. */
interface Life {
  readonly create: Operation;
  readonly read: Operation;
  readonly list: Operation | undefined;
  readonly replace: Operation | undefined;
  readonly change: Operation | undefined;
  readonly remove: Operation | undefined;
}

/** Create, read, change, delete, read again: for every POST to a collection whose things can be read by an id. */
export async function runStateful(operations: readonly Operation[], session: Session, supply: Supply, progress: Progress): Promise<void> {
  const lives = livesOf(operations);
  for (const [index, life] of lives.entries()) {
    progress('stateful', life.create.id, index, lives.length);
    await new LifeRun(life, session, supply).run();
  }
}

function livesOf(operations: readonly Operation[]): Life[] {
  return operations
    .filter(({ method }) => method === 'post')
    .flatMap((create) => {
      const below = operations.filter(({ path }) => path.startsWith(`${create.path}/{`) && /^\/\{[^/}]+\}$/.test(path.slice(create.path.length)));
      const by = (method: Operation['method']) => below.find((each) => each.method === method);
      const [read, list] = [by('get'), operations.find(({ method, path }) => method === 'get' && path === create.path)];
      return read === undefined ? [] : [{ create, read, list, replace: by('put'), change: by('patch'), remove: by('delete') }];
    });
}

type Created = Pick<Exchange, 'case' | 'request' | 'response'> & { readonly input: Input };

class LifeRun {
  readonly #life: Life;
  readonly #session: Session;
  readonly #supply: Supply;
  /** Only ids of this very thing: an earlier one may be gone. */
  readonly #own: KnownValues;

  constructor(life: Life, session: Session, supply: Supply) {
    this.#life = life;
    this.#session = session;
    this.#supply = supply;
    this.#own = new KnownValues(session.options.values, supply.known);
  }

  async run(): Promise<void> {
    const { create } = this.#life;
    const input = await this.#supply.inputFor(create);
    if (input instanceof NoInput) return;
    const created = (await this.#create(input)) ?? (await this.#create(withOtherTexts(input, 7, this.#session.subject)));
    if (created === undefined) return;
    if (!(await this.#readAfterCreate(created.input, created.response))) return;
    await this.#follow(created);
    await this.#replaceTwice();
    await this.#guard();
    await this.#changeOne();
    await this.#removeAndRead();
    await this.#createWrongly(input);
    await this.#createInFull(input);
  }

  /** With every optional member, all of which are to be read again. */
  async #createInFull(input: Input): Promise<void> {
    const { subject } = this.#session;
    const full = withAllMembers(withOtherTexts(input, 8, subject), subject);
    const created = full && (await this.#create(full));
    const seen = created && (await this.#read('read what was created with all members'));
    const came = seen && isSuccess(seen.response) ? thingIn(seen.response) : undefined;
    if (created === undefined || seen === undefined || came === undefined) return;
    const lost = losses(membersOf(created.input.body) ?? {}, came, this.#declared());
    if (lost.length > 0) this.#session.add(readYourWrite, { message: `${saidOf(lost, membersOf(created.input.body), came)} was not read as ${this.#life.create.id} had sent it`, where: 'full' }, seen);
  }

  /** Members that the contract has in what is read. */
  #declared(): string[] {
    const { subject } = this.#session;
    const contents = responseFor(this.#life.read, 200)?.contents ?? [];
    return contents.flatMap((content) => subject.sampler.alternatives(subject.sitesOf(content)).flatMap(({ declared }) => declared));
  }

  async #create(input: Input): Promise<Created | undefined> {
    const { create } = this.#life;
    const sent: Case = { ...stateful(create, input, 'create'), expectation: { kind: 'anything' } };
    const response = await this.#session.run(sent);
    const isMade = response !== undefined && [200, 201].includes(response.status) && this.#own.learn(create, this.#session.subject.operations, input, response);
    return isMade ? { input, case: sent, request: await this.#session.written(sent), response } : undefined;
  }

  /** Returns whether it can be read. */
  async #readAfterCreate(input: Input, created: WireResponse): Promise<boolean> {
    const { create, read } = this.#life;
    const seen = await this.#read('read what was created');
    if (seen === undefined) return false;
    if ([404, 410].includes(seen.response.status)) {
      if (created.status === 201) this.#session.add(availableAfterCreate, { message: `${create.id} answered 201, and reading it gave ${seen.response.status}` }, seen);
      return false;
    }
    const lost = differences(membersOf(input.body) ?? {}, thingIn(seen.response) ?? {});
    if (lost.length > 0) this.#session.add(readYourWrite, { message: `${saidOf(lost, membersOf(input.body), thingIn(seen.response))} was not read as ${create.id} had sent it` }, seen);
    return isSuccess(seen.response) && read !== undefined;
  }

  async #follow(created: Created): Promise<void> {
    const input = this.#inputFor(this.#life.read);
    if (input !== undefined) await followLocation(this.#life.read, input, created, this.#session);
  }

  /** On a condition, and by two at once. */
  async #guard(): Promise<void> {
    const { replace } = this.#life;
    const plain = replace && this.#inputFor(replace);
    if (replace === undefined || plain === undefined) return;
    const input = withOtherTexts(plain, 4, this.#session.subject);
    const read = (about: string) => this.#read(about);
    await writeOnCondition(replace, input, read, this.#session);
    await replaceAtOnce(replace, input, read, this.#session);
  }

  async #replaceTwice(): Promise<void> {
    const { replace } = this.#life;
    const plain = replace && this.#inputFor(replace);
    if (replace === undefined || plain === undefined) return;
    const input = withOtherTexts(plain, 3, this.#session.subject);
    const first = await this.#session.run({ ...stateful(replace, input, 'replace what was created'), expectation: { kind: 'anything' } });
    if (!isSuccess(first)) return;
    const seen = await this.#read('read what was replaced');
    const lost = seen === undefined || !isSuccess(seen.response) ? [] : differences(membersOf(input.body) ?? {}, thingIn(seen.response) ?? {});
    if (seen !== undefined && lost.length > 0) this.#session.add(readYourWrite, { message: `${saidOf(lost, membersOf(input.body), thingIn(seen.response))} was not read as ${replace.id} had sent it`, where: replace.id }, seen);
    const again: Case = { ...stateful(replace, input, 'replace it once more with the same'), expectation: { kind: 'anything' } };
    const second = await this.#session.run(again);
    if (second === undefined || isSuccessStatus(second.status) || [412, 428, 429].includes(second.status) || second.status >= 500) return;
    this.#session.add(putIdempotent, { message: `${replace.id} answered ${first.status}, and ${second.status} when the same came again` }, { case: again, request: await this.#session.written(again), response: second });
  }

  /** A PATCH of one member, where the contract takes one alone. */
  async #changeOne(): Promise<void> {
    const { change } = this.#life;
    const input = change && this.#inputFor(change);
    const body = input?.body;
    if (change === undefined || input === undefined || body === undefined || !('content' in body) || !/json/.test(body.content.mediaType) || /json-patch/.test(body.content.mediaType)) return;
    for (const patchOf of [otherText, otherChoice]) {
      const before = await this.#thing();
      const patch = before && patchOf(before, body.content, this.#session.subject);
      if (before !== undefined && patch !== undefined) await this.#changeBy(change, input, body.content, before, patch);
    }
  }

  async #changeBy(change: Operation, input: Input, content: Content, before: Members, patch: Members): Promise<void> {
    const sent: Input = { ...input, body: { content, value: patch } };
    if (!isSuccess(await this.#session.run({ ...stateful(change, sent, 'change one member'), expectation: { kind: 'anything' } }))) return;
    const seen = await this.#read('read what was changed');
    const after = seen === undefined || !isSuccess(seen.response) ? undefined : thingIn(seen.response);
    if (seen === undefined || after === undefined) return;
    const [wrong] = [...differences(patch, after), ...othersChanged(before, after, patch)];
    if (wrong !== undefined) this.#session.add(readYourWrite, { message: `${change.id} of ${Object.keys(patch).join()} alone: ${wrong} is not what it has to be`, where: change.id }, seen);
  }

  async #removeAndRead(): Promise<void> {
    const { remove } = this.#life;
    const input = remove && this.#inputFor(remove);
    if (remove === undefined || input === undefined) return;
    const removed = await this.#session.run(stateful(remove, input, 'delete what was created'));
    if (removed === undefined || ![200, 204].includes(removed.status)) return;
    const seen = await this.#read('read what was deleted');
    if (seen === undefined || seen.response.status >= 300 || saysDeleted(seen.response)) return;
    this.#session.add(goneAfterDelete, { message: `${remove.id} answered ${removed.status}, and reading it still gave ${seen.response.status}` }, seen);
  }

  /** A wrong creation, between two looks at the list. */
  async #createWrongly(input: Input): Promise<void> {
    const { create, list } = this.#life;
    const [wrong] = [...take(variations(create, input, 'wrong', this.#session.subject), 40)].filter(({ at }) => at.in === 'body' && at.keyword !== 'coercion');
    if (list === undefined || wrong === undefined) return;
    for (let round = 0; round < 2; round++) {
      const before = await this.#count(list);
      const sent: Case = { ...wrong, phase: 'stateful', expectation: { kind: 'anything' } };
      const refused = await this.#session.run(sent);
      const after = await this.#count(list);
      if (refused === undefined || refused.status < 400 || before === undefined || after === undefined || after <= before) return;
      if (round === 1) this.#session.add(failedCreate, { message: `${create.id} answered ${refused.status}, and the list has one more` }, { case: sent, request: await this.#session.written(sent), response: refused });
    }
  }

  async #count(list: Operation): Promise<number | undefined> {
    const input = tryPlainInput(list, this.#session.subject, this.#own);
    if (input === undefined) return undefined;
    const response = await this.#session.run(stateful(list, input, 'list'));
    return isSuccess(response) ? itemsIn(response)?.length : undefined;
  }

  #inputFor(operation: Operation): Input | undefined {
    return tryPlainInput(operation, this.#session.subject, this.#own);
  }

  async #thing(): Promise<Members | undefined> {
    const seen = await this.#read('read before a change');
    return seen === undefined || !isSuccess(seen.response) ? undefined : thingIn(seen.response);
  }

  async #read(about: string) {
    const input = this.#inputFor(this.#life.read);
    if (input === undefined) return undefined;
    const sent: Case = { ...stateful(this.#life.read, input, about), expectation: { kind: 'anything' } };
    const response = await this.#session.run(sent);
    return response === undefined ? undefined : { case: sent, request: await this.#session.written(sent), response };
  }
}

function stateful(operation: Operation, input: Input, about: string): Case {
  return { ...plainCase(operation, input, 'stateful'), about };
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
