import type { Position } from '../../generator/load/position.ts';
import type { Operation } from '../../generator/model/types.ts';
import type { Contract } from '../contract/open-contract.ts';
import { plainCase, type Input } from '../verify/case.ts';
import { createSender, type Sender } from '../verify/http/send.ts';
import { headerOf, NoAnswer, type WireResponse } from '../verify/http/wire.ts';
import { NoInput } from '../verify/inputs/plain-input.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { findMissing } from '../verify/phases/missing.ts';
import { Session } from '../verify/session.ts';
import { Subject } from '../verify/subject.ts';
import { Supply } from '../verify/supply.ts';
import { commonPaths } from './common-paths.ts';

/** Something that the server answers and the contract does not have. */
export interface Undocumented {
  readonly method: string;
  readonly path: string;
  /** How it was found. */
  readonly how: string;
}

/** An operation that the contract has and the server does not. */
export interface Unimplemented {
  readonly operationId: string;
  readonly message: string;
  readonly position: Position;
}

export interface DriftReport {
  readonly undocumented: readonly Undocumented[];
  readonly unimplemented: readonly Unimplemented[];
  readonly requests: number;
  readonly notes: readonly string[];
}

/**
 * What a running server answers and its contract lacks, and the reverse. Asked are addresses that servers often have, those above
 * and within the contract's own, what answers link to, and the methods that `Allow` tells. Nothing but GET and OPTIONS is sent to what is not in the contract.
 */
export async function findDrift(contract: Contract, options: VerifyOptions): Promise<DriftReport> {
  const session = new Session(new Subject(contract), options);
  const sender = createSender(options);
  try {
    const run = new DriftRun(session, sender);
    return await run.find();
  } finally {
    sender.close();
    session.close();
  }
}

class DriftRun {
  readonly #session: Session;
  readonly #sender: Sender;
  readonly #operations: readonly Operation[];
  readonly #found = new Map<string, Undocumented>();
  #requests = 0;

  constructor(session: Session, sender: Sender) {
    this.#session = session;
    this.#sender = sender;
    this.#operations = session.subject.operations;
  }

  async find(): Promise<DriftReport> {
    const supply = new Supply(this.#session);
    const linked = new Set<string>();
    for (const operation of this.#operations) {
      const input = await supply.inputFor(operation);
      if (input instanceof NoInput) continue;
      const response = await this.#session.run({ ...plainCase(operation, input, 'probe'), expectation: { kind: 'anything' } });
      if (response === undefined) continue;
      supply.learn(operation, input, response);
      for (const path of linksIn(response, this.#session.options.url)) linked.add(path);
      await this.#askMethods(operation, input);
    }
    await findMissing(this.#operations, this.#session, supply);
    const notes = await this.#askPaths(linked);
    const unimplemented = this.#session.findings.filter(({ check }) => check === 'unimplemented-operation').map(({ operationId, message, position }) => ({ operationId, message, position }));
    return { undocumented: [...this.#found.values()], unimplemented, requests: this.#requests + this.#session.requests, notes };
  }

  /** What `Allow` lists for a path of the contract (RFC 9110 section 10.2.1). */
  async #askMethods(operation: Operation, input: Input): Promise<void> {
    const path = filled(operation.path, input);
    for (const method of methodsOf(await this.#ask('OPTIONS', path)))
      if (!this.#has(method, path)) this.#add({ method, path: operation.path, how: `Allow of ${operation.path}` });
  }

  async #askPaths(linked: ReadonlySet<string>): Promise<string[]> {
    const nowhere = await this.#ask('GET', `${this.#base()}/specwright-nowhere-${'x'.repeat(8)}`);
    if (nowhere === undefined || nowhere.status < 400) return ['the server answers every address: what else it has cannot be told'];
    const ways: readonly (readonly [string, Iterable<string>])[] = [
      ['linked from an answer', linked],
      ['above an address of the contract', this.#parents()],
      ['often there', commonPaths.flatMap((path) => [path, this.#base() + path])],
    ];
    const asked = new Set<string>();
    for (const [how, paths] of ways)
      for (const path of paths) {
        if (asked.has(path) || this.#has('GET', path)) continue;
        asked.add(path);
        const answer = await this.#ask('GET', path);
        if (answer !== undefined && isThere(answer, nowhere)) this.#addAnswered(path, answer, `${how}: ${answer.status}`);
      }
    return [];
  }

  /** An address without GET has the methods that it says; one of the contract is not there for the first time. */
  #addAnswered(path: string, answer: WireResponse, how: string): void {
    const isKnown = answer.status === 405 && this.#operations.some((operation) => matches(operation.path, path));
    const named = answer.status === 405 ? methodsOf(answer) : [];
    const methods = named.length > 0 || isKnown ? named : ['GET'];
    for (const method of methods) if (!this.#has(method, path)) this.#add({ method, path, how });
  }

  /** What all paths begin with. */
  #base(): string {
    const [first = '', ...others] = this.#operations.map(({ path }) => path);
    const segments = first.split('/');
    const common = segments.findIndex((segment, index) => segment.includes('{') || others.some((other) => other.split('/')[index] !== segment));
    return others.length === 0 ? '' : segments.slice(0, common < 0 ? segments.length : common).join('/');
  }

  #parents(): string[] {
    return this.#operations.flatMap(({ path }) => {
      const segments = path.split('/').slice(0, -1);
      return segments.flatMap((_, index) => segments.slice(0, index + 1).join('/')).filter((parent) => parent !== '' && !parent.includes('{'));
    });
  }

  #has(method: string, path: string): boolean {
    return this.#operations.some((operation) => operation.method.toUpperCase() === method && matches(operation.path, path));
  }

  #add(undocumented: Undocumented): void {
    this.#found.set(`${undocumented.method} ${undocumented.path}`, undocumented);
  }

  async #ask(method: string, path: string): Promise<WireResponse | undefined> {
    this.#requests += 1;
    try {
      return await this.#sender.send({ method, url: this.#session.options.url.replace(/\/$/, '') + path, headers: { accept: '*/*', ...this.#session.options.headers } });
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }
}

/** What `Allow` lists of the methods that contracts have. */
function methodsOf(answer: WireResponse | undefined): string[] {
  const allow = answer === undefined ? '' : (headerOf(answer, 'allow') ?? '');
  return allow.split(',').map((each) => each.trim().toUpperCase()).filter((method) => /^(GET|PUT|POST|DELETE|PATCH)$/.test(method));
}

/** Something else than the answer of an address that nobody has. */
function isThere(answer: WireResponse, nowhere: WireResponse): boolean {
  return answer.status !== 404 && answer.status !== nowhere.status && answer.status < 500;
}

function matches(template: string, path: string): boolean {
  const [one, two] = [template.split('/'), path.split('?')[0]?.split('/') ?? []];
  return one.length === two.length && one.every((segment, index) => segment.includes('{') || segment === two[index]);
}

function filled(path: string, { path: values }: Input): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/** Addresses of this server that a header or a JSON answer names. */
function linksIn(response: WireResponse, url: string): string[] {
  const { origin } = new URL(url);
  const named = [...(response.body.toString().match(/"(https?:\/\/[^"\s]+|\/[\w.~%/-]+)"/g) ?? []).map((text) => text.slice(1, -1)), headerOf(response, 'location') ?? ''];
  return named.flatMap((text) => (text !== '' && URL.canParse(text, origin) && new URL(text, origin).origin === origin ? [new URL(text, origin).pathname] : []));
}
