import type { Channel, Message, Operation } from '../../generator/model/types.ts';
import type { Case } from './case.ts';
import { responseFor, type Subject } from './subject.ts';
import { WordCoverage } from './word-coverage.ts';

export interface Share {
  readonly reached: number;
  readonly all: number;
  /** What could be made of it, where that is less than all. */
  readonly reachable?: number;
}

/** What of the contract was seen at work. */
export interface CoverageReport {
  /** Operations that were called. */
  readonly operations: Share;
  /** Operations that answered with 2XX at least once. */
  readonly succeeded: Share;
  /** Declared statuses that came, `default` and ranges by any status of theirs. */
  readonly statuses: Share;
  readonly parameters: Share;
  readonly mediaTypes: Share;
  /** Bounds of schemas at which a right value lay. */
  readonly bounds: Share;
  /** Words of schemas that a request broke. */
  readonly violations: Share;
  /** Members of lists, and branches of `oneOf` and `anyOf`, that were taken. */
  readonly branches: Share;
  /** Messages of channels, each direction by itself. */
  readonly messages: Share;
  /** By operation, how often each declared status came. */
  readonly map: readonly { readonly operation: string; readonly statuses: readonly { readonly status: string; readonly count: number }[] }[];
  /** Names of what was not reached: `getPet 404`. */
  readonly missed: readonly string[];
}

const nothing: Share = { reached: 0, all: 0 };
/** Of a contract that could not be read. */
export const nothingCovered: CoverageReport = {
  operations: nothing,
  succeeded: nothing,
  statuses: nothing,
  parameters: nothing,
  mediaTypes: nothing,
  bounds: nothing,
  violations: nothing,
  branches: nothing,
  messages: nothing,
  map: [],
  missed: [],
};

/** Counts what of the contract was exercised. */
export class Coverage {
  readonly #operations: readonly Operation[];
  readonly #channels: readonly Channel[];
  readonly #seen = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #statuses = new Map<string, Set<number>>();

  readonly #words: WordCoverage;

  constructor(subject: Subject) {
    this.#operations = subject.operations;
    this.#channels = subject.contract.api.channels;
    this.#words = new WordCoverage(subject);
  }

  /** A case that there was no room for. */
  recordUnsent(unsent: Case): void {
    this.#words.record(unsent, false);
  }

  recordMessages(channel: Channel, sent: Message | undefined, came: Message | undefined): void {
    if (sent !== undefined) this.#seen.add(`${channel.name} takes ${sent.name}`);
    if (came !== undefined) this.#seen.add(`${channel.name} sends ${came.name}`);
  }

  record(sent: Case, status: number): void {
    const { operation, input, method } = sent;
    if (method !== undefined) return;
    this.#words.record(sent, true);
    const { id } = operation;
    this.#statuses.set(id, new Set(this.#statuses.get(id)).add(status));
    this.#seen.add(`${id}`);
    if (status >= 200 && status < 300) this.#seen.add(`${id} succeeds`);
    const response = responseFor(operation, status);
    if (response !== undefined) this.#countAnswer(`${id} ${response.status}`);
    for (const place of ['path', 'query', 'headers', 'cookies'] as const)
      for (const name of Object.keys(input[place])) this.#seen.add(`${id} ${place} ${name}`);
    if (input.body !== undefined && 'content' in input.body) this.#seen.add(`${id} body ${input.body.content.mediaType}`);
  }

  #countAnswer(name: string): void {
    this.#seen.add(name);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Statuses that an operation answered with. */
  statusesOf({ id }: Pick<Operation, 'id'>): readonly number[] {
    return [...(this.#statuses.get(id) ?? [])];
  }

  /** Of operations that were called alone, as far as words are counted. */
  report(): CoverageReport {
    const lists = {
      operations: this.#operations.map(({ id }) => id),
      succeeded: this.#operations.filter(hasSuccess).map(({ id }) => `${id} succeeds`),
      statuses: this.#operations.flatMap(({ id, responses }) => responses.map(({ status }) => `${id} ${status}`)),
      parameters: this.#operations.flatMap(({ id, parameters }) => parameters.map(({ in: place, name }) => `${id} ${inputPlace[place]} ${name}`)),
      mediaTypes: this.#operations.flatMap(({ id, body }) => (body?.contents ?? []).map(({ mediaType }) => `${id} body ${mediaType}`)),
      messages: this.#channels.flatMap(messagesOf),
    };
    const { shares, missed } = this.#words.report(this.#operations.filter(({ id }) => this.#seen.has(id)));
    const share = (names: readonly string[]): Share => ({ reached: names.filter((name) => this.#seen.has(name)).length, all: names.length });
    return {
      operations: share(lists.operations),
      succeeded: share(lists.succeeded),
      statuses: share(lists.statuses),
      parameters: share(lists.parameters),
      mediaTypes: share(lists.mediaTypes),
      bounds: shares.bound,
      violations: shares.broken,
      branches: shares.branch,
      messages: share(lists.messages),
      map: this.#operations.map(({ id, responses }) => ({ operation: id, statuses: responses.map(({ status }) => ({ status, count: this.#counts.get(`${id} ${status}`) ?? 0 })) })),
      missed: [...Object.values(lists).flat().filter((name) => !this.#seen.has(name)), ...missed],
    };
  }
}

const inputPlace = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const;

/** Acknowledgements have no name of their own on the wire. */
function messagesOf({ name, protocol, receives, sends }: Channel): string[] {
  const replies = protocol === 'socketio' ? receives.flatMap((receive) => receive.replies.map(({ name: reply }) => reply)) : [];
  return [...receives.map(({ message }) => `${name} takes ${message.name}`), ...sends.filter((message) => !replies.includes(message.name)).map((message) => `${name} sends ${message.name}`)];
}

function hasSuccess({ responses }: Operation): boolean {
  return responses.some(({ status }) => status.startsWith('2') || status === 'default');
}

/** In percent; all of nothing is 100. */
export function percentOf({ reached, all }: Share): number {
  return all === 0 ? 100 : Math.floor((reached / all) * 100);
}
