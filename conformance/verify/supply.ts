import type { Operation, Parameter } from '../../generator/model/types.ts';
import { places, plainCase, type BodyInput, type Case, type Input, type Place } from './case.ts';
import type { WireResponse } from './http/wire.ts';
import { withMembers, withOtherTexts } from './inputs/other-texts.ts';
import { NoInput, placeOf, plainContent, plainInput } from './inputs/plain-input.ts';
import { readText } from './inputs/wire-text.ts';
import { collectionOf, KnownValues } from './known-values.ts';
import type { Session } from './session.ts';
import type { Subject } from './subject.ts';

/** An input with which an operation succeeds, as the user's hook makes it: texts as they stand in the request, and the body. */
export interface Fixture {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** By operation; called for a fresh input whenever the last one was used up. */
export type Fixtures = Readonly<Partial<Record<string, () => Fixture | Promise<Fixture>>>>;

const taken = [409];
/** What is told where a thing is gone, or was used up. */
const missing = [400, 401, 403, 404, 409, 410, 422];

/**
 * Right inputs with which operations succeed, as far as anybody knows: from fixtures, else made up from the contract with ids that the
 * server has told. A thing that is gone is made anew, by a fixture or by the POST of its collection.
 */
export class Supply {
  readonly known: KnownValues;
  readonly #session: Session;
  readonly #fixtures: Fixtures;
  readonly #current = new Map<string, Input>();
  /** Values of paths whose things were deleted. */
  readonly #gone = new Set<string>();
  /** Operations that made nothing when they were asked to. */
  readonly #barren = new Set<string>();
  /** Operations whose inputs succeed once only. */
  readonly #isUsedUp = new Set<string>();
  #turn = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#fixtures = session.options.fixtures;
    this.known = new KnownValues(session.options.values);
    session.isOnce = ({ id }) => this.#isUsedUp.has(id);
    session.refresh = async (operation) => {
      const input = this.#fixtures[operation.id] === undefined ? undefined : await this.#make(operation);
      return input instanceof NoInput ? undefined : input;
    };
  }

  async inputFor(operation: Operation): Promise<Input | NoInput> {
    const current = this.#current.get(operation.id);
    if (current !== undefined && !this.#isGone(current) && !this.#isUsedUp.has(operation.id)) return current;
    const input = await this.#make(operation);
    if (!(input instanceof NoInput) && this.#fixtures[operation.id] !== undefined) this.#current.set(operation.id, input);
    return input;
  }

  /** Sends a case that was made from `base`, with what is there by now in place of what `base` says. */
  async run(sent: Case, base: Input): Promise<WireResponse | undefined> {
    const { operation } = sent;
    const current = await this.inputFor(operation);
    const own = current instanceof NoInput || current === base ? sent : rebased(sent, base, current);
    const isRenewed = sent.expectation.kind === 'accepted' && this.#fixtures[operation.id] !== undefined && !this.#isUsedUp.has(operation.id);
    // What is there already may be in the way of what is wrong: then nobody has looked at it.
    const isInTheWay = sent.expectation.kind === 'rejected' && this.#fixtures[operation.id] === undefined;
    const response = await this.#session.run(own, undefined, isRenewed ? missing : isInTheWay ? taken : []);
    this.#watch(own, response);
    if (isInTheWay && response?.status === 409) return this.#runElsewhere(own, current instanceof NoInput ? base : current);
    if (!isRenewed || response === undefined || !missing.includes(response.status)) return response;
    const fresh = await this.#make(operation);
    if (fresh instanceof NoInput) return this.#session.run(own);
    this.#current.set(operation.id, fresh);
    const again = await this.#session.run(rebased(sent, base, fresh));
    this.#watch(sent, again);
    if (isSuccess(again)) this.#isUsedUp.add(operation.id);
    return again ?? response;
  }

  /** The same within another thing, which nothing was done to yet. */
  async #runElsewhere(sent: Case, base: Input): Promise<WireResponse | undefined> {
    const { operation } = sent;
    const outer = operation.parameters.findLast(({ in: place }) => place === 'path');
    const producer = outer && this.#session.subject.operations.find(({ method, path }) => method === 'post' && path === collectionOf(operation.path, outer.name));
    const input = producer === undefined || producer === operation || this.#fixtures[producer.id] !== undefined ? undefined : await this.inputFor(producer);
    if (producer !== undefined && input !== undefined && !(input instanceof NoInput)) await this.#makeOne(producer, withOtherTexts(input, ++this.#turn + 60, this.#session.subject));
    const current = await this.inputFor(operation);
    return current instanceof NoInput ? this.#runOtherwise(sent, base) : this.#runOtherwise(rebased(sent, base, current), current);
  }

  /** The same with other texts in the place of those that it took over. */
  async #runOtherwise(sent: Case, base: Input): Promise<WireResponse | undefined> {
    const other = rebased(sent, base, withOtherTexts(base, ++this.#turn + 20, this.#session.subject));
    const response = await this.#session.run(other);
    this.#watch(other, response);
    return response;
  }

  /** Whether an input of a fixture that has just succeeded does so once only: then each case gets one of its own. */
  async tryAgain(operation: Operation, input: Input): Promise<void> {
    if (this.#fixtures[operation.id] === undefined || places.every((place) => Object.keys(input[place]).length === 0) && input.body === undefined) return;
    const again = await this.#session.probe(plainCase(operation, input, 'probe'));
    if (again !== undefined && again.status >= 400 && again.status !== 429) this.#isUsedUp.add(operation.id);
  }

  /** With a fixture: a new one at every call. */
  async fresh(operation: Operation): Promise<Input | NoInput> {
    return this.#make(operation);
  }

  /** The body alone that a fixture makes. */
  async freshBody({ id }: Pick<Operation, 'id'>): Promise<unknown> {
    return (await this.#fixtures[id]?.())?.body;
  }

  get subject(): Subject {
    return this.#session.subject;
  }

  /** Whether what a path names is known to be there. */
  isKnown(operation: Operation): boolean {
    if (this.#fixtures[operation.id] !== undefined) return true;
    return operation.parameters.every((parameter) => parameter.in !== 'path' || this.known.givenFor(operation, parameter) !== undefined || this.known.learntFor(operation, parameter) !== undefined);
  }

  learn(operation: Operation, input: Input, response: WireResponse | undefined): boolean {
    return isSuccess(response) && this.known.learn(operation, this.#session.subject.operations, input, response);
  }

  async #make(operation: Operation): Promise<Input | NoInput> {
    try {
      const fixture = await this.#fixtures[operation.id]?.();
      if (fixture === undefined) await this.#produce(operation);
      const plain = plainInput(operation, this.#session.subject, this.known);
      return fixture === undefined ? plain : this.#withFixture(operation, plain, fixture);
    } catch (error) {
      if (error instanceof NoInput) return error;
      throw error;
    }
  }

  #withFixture(operation: Operation, plain: Input, fixture: Fixture): Input {
    const read = (parameter: Parameter) => {
      const text = fixture[inFixture[parameter.in]]?.[parameter.name] ?? (parameter.in === 'cookie' ? cookies[parameter.name] : undefined);
      return text === undefined ? [] : [[placeOf[parameter.in], parameter.name, readText(text, parameter, this.#session.subject)] as const];
    };
    const cookies = cookiesOf(fixture);
    const declared = operation.parameters.flatMap(read);
    const undeclared = Object.entries(fixture.headers ?? {}).filter(([name]) => !declared.some(([, each]) => each === name));
    const start = { ...plain, headers: { ...plain.headers, ...Object.fromEntries(undeclared) } };
    const values = declared.reduce<Input>((all, [place, name, value]) => ({ ...all, [place]: { ...all[place], [name]: value } }), start);
    const content = fixture.body === undefined || operation.body === undefined ? undefined : plainContent(operation.body.contents);
    return content === undefined ? values : { ...values, body: { content, value: fixture.body }, isGuess: false };
  }

  /** Things that a path names and nobody knows are made by the POST of their collection, or looked up in it. */
  async #produce(operation: Operation): Promise<void> {
    for (const parameter of operation.parameters.filter(({ in: place }) => place === 'path')) {
      if (this.known.givenFor(operation, parameter) !== undefined || this.known.learntFor(operation, parameter) !== undefined) continue;
      const collection = collectionOf(operation.path, parameter.name);
      const sources = this.#session.subject.operations.filter((each) => each.path === collection && each !== operation && this.#mayTell(each));
      for (const source of sources.sort((a, b) => Number(b.method === 'post') - Number(a.method === 'post'))) if (await this.#produceBy(source)) break;
    }
  }

  /** What is called in this run anyway tells of itself, until a thing is gone. */
  #mayTell({ id, method }: Operation): boolean {
    const { only } = this.#session.options;
    const isCalled = only.length === 0 || only.includes(id);
    return !this.#barren.has(id) && (method === 'post' ? !isCalled || this.#gone.size > 0 : method === 'get' && !isCalled);
  }

  async #produceBy(source: Operation): Promise<boolean> {
    const input = await this.inputFor(source);
    if (!(input instanceof NoInput) && ((await this.#makeOne(source, input)) || (await this.#makeOne(source, withOtherTexts(input, ++this.#turn, this.#session.subject))))) return true;
    this.#barren.add(source.id);
    return false;
  }

  /** Two things for a list to have, where its collection takes them. */
  async makeSome({ path }: Operation): Promise<void> {
    const producer = this.#session.subject.operations.find((each) => each.method === 'post' && each.path === path);
    if (producer === undefined || this.#fixtures[producer.id] !== undefined) return;
    const input = await this.inputFor(producer);
    if (input instanceof NoInput) return;
    for (let count = 0; count < 2; count++) await this.#makeOne(producer, withOtherTexts(input, ++this.#turn, this.#session.subject));
  }

  /** What was sent before may be in the way: nobody is blamed for refusing it. */
  async #makeOne(producer: Operation, input: Input): Promise<boolean> {
    const sent: Case = { ...plainCase(producer, input, 'probe'), about: 'a plain request, to have something there', expectation: { kind: 'anything' } };
    return this.learn(producer, input, await this.#session.run(sent));
  }

  #watch({ operation, input, method }: Case, response: WireResponse | undefined): void {
    if (!isSuccess(response) || operation.method !== 'delete' || method !== undefined) return;
    const last = operation.parameters.findLast(({ in: place }) => place === 'path');
    const value = last === undefined ? undefined : (input.path[last.name] as string | number | undefined);
    if (value === undefined || !operation.path.endsWith(`{${last?.name ?? ''}}`)) return void this.#current.delete(operation.id);
    this.#gone.add(String(value));
    this.known.forget(String(value));
  }

  #isGone({ path }: Input): boolean {
    return Object.values(path).some((value) => this.#gone.has(String(value)));
  }
}

/** What the header says of them (RFC 6265 section 4.2.1). */
function cookiesOf({ headers = {} }: Fixture): Readonly<Record<string, string>> {
  const [, text = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'cookie') ?? [];
  return Object.fromEntries(text.split(/;\s*/).filter((pair) => pair.includes('=')).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

const inFixture = { path: 'path', query: 'query', header: 'headers', cookie: 'headers' } as const;

function isSuccess(response: WireResponse | undefined): response is WireResponse {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** What a case took over from its base is taken from another one. */
function rebased(sent: Case, base: Input, current: Input): Case {
  const { input } = sent;
  const place = (each: Place) => Object.fromEntries(Object.entries(input[each]).map(([name, value]) => [name, value === base[each][name] && Object.hasOwn(current[each], name) ? current[each][name] : value]));
  const values = Object.fromEntries(places.map((each) => [each, place(each)])) as Pick<Input, Place>;
  const body = input.body === base.body ? current.body : withBodyOf(input.body, base.body, current.body);
  return { ...sent, input: { ...values, ...(body === undefined ? {} : { body }), ...(current.isGuess === undefined ? {} : { isGuess: current.isGuess }) } };
}

function withBodyOf(body: BodyInput | undefined, base: BodyInput | undefined, current: BodyInput | undefined): BodyInput | undefined {
  if (body === undefined || !('content' in body) || base === undefined || !('content' in base) || current === undefined || !('content' in current)) return body;
  return { content: body.content, value: withMembers(body.value, base.value, current.value) };
}
