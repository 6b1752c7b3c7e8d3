import type { Operation } from '../../generator/model/types.ts';
import type { Case } from './case.ts';
import { responseFor } from './subject.ts';

export interface Share {
  readonly reached: number;
  readonly all: number;
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
  /** Names of what was not reached: `getPet 404`. */
  readonly missed: readonly string[];
}

/** Counts what of the contract was exercised. */
export class Coverage {
  readonly #operations: readonly Operation[];
  readonly #seen = new Set<string>();

  constructor(operations: readonly Operation[]) {
    this.#operations = operations;
  }

  record({ operation, input, method }: Case, status: number): void {
    if (method !== undefined) return;
    const { id } = operation;
    this.#seen.add(`${id}`);
    if (status >= 200 && status < 300) this.#seen.add(`${id} succeeds`);
    const response = responseFor(operation, status);
    if (response !== undefined) this.#seen.add(`${id} ${response.status}`);
    for (const place of ['path', 'query', 'headers', 'cookies'] as const)
      for (const name of Object.keys(input[place])) this.#seen.add(`${id} ${place} ${name}`);
    if (input.body !== undefined && 'content' in input.body) this.#seen.add(`${id} body ${input.body.content.mediaType}`);
  }

  report(): CoverageReport {
    const lists = {
      operations: this.#operations.map(({ id }) => id),
      succeeded: this.#operations.filter(hasSuccess).map(({ id }) => `${id} succeeds`),
      statuses: this.#operations.flatMap(({ id, responses }) => responses.map(({ status }) => `${id} ${status}`)),
      parameters: this.#operations.flatMap(({ id, parameters }) => parameters.map(({ in: place, name }) => `${id} ${inputPlace[place]} ${name}`)),
      mediaTypes: this.#operations.flatMap(({ id, body }) => (body?.contents ?? []).map(({ mediaType }) => `${id} body ${mediaType}`)),
    };
    const share = (names: readonly string[]): Share => ({ reached: names.filter((name) => this.#seen.has(name)).length, all: names.length });
    return {
      operations: share(lists.operations),
      succeeded: share(lists.succeeded),
      statuses: share(lists.statuses),
      parameters: share(lists.parameters),
      mediaTypes: share(lists.mediaTypes),
      missed: Object.values(lists).flat().filter((name) => !this.#seen.has(name)),
    };
  }
}

const inputPlace = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const;

function hasSuccess({ responses }: Operation): boolean {
  return responses.some(({ status }) => status.startsWith('2') || status === 'default');
}

/** In percent; all of nothing is 100. */
export function percentOf({ reached, all }: Share): number {
  return all === 0 ? 100 : Math.floor((reached / all) * 100);
}
