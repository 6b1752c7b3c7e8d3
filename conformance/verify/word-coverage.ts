import type { Operation } from '../../generator/model/types.ts';
import type { Case } from './case.ts';
import type { Share } from './coverage.ts';
import { saysAllValues } from './http/write-body.ts';
import { coercion } from './inputs/mutations.ts';
import { placeOf } from './inputs/plain-input.ts';
import type { Subject } from './subject.ts';
import { wordsOf, wordsSeenIn, type Word } from './words.ts';

const kinds = ['bound', 'broken', 'branch'] as const;

/** Counts which words of the schemas of requests were seen at work, and which could have been. */
export class WordCoverage {
  readonly #subject: Subject;
  readonly #sent = new Set<string>();
  readonly #possible = new Set<string>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** `isSent`: else it was made, and there was no room for it. */
  record(sent: Case, isSent: boolean): void {
    if (sent.method !== undefined || sent.url !== undefined) return;
    for (const name of this.#namesIn(sent)) (isSent ? this.#sent : this.#possible).add(name);
  }

  #namesIn({ operation, input, phase, at, expectation }: Case): string[] {
    const text = (place: string, { kind, name }: Word) => `${operation.id} ${place}${name} ${kind}`;
    if (phase === 'negative' || expectation.kind === 'rejected') return at.keyword === coercion ? [] : [text(at.in, { kind: 'broken', name: `${at.pointer.replace(/\/\d+(?=\/|$)/g, '/0')} ${at.keyword}` })];
    const { sampler } = this.#subject;
    const { body } = input;
    const inBody = body !== undefined && 'content' in body ? [...wordsSeenIn(body.value, this.#subject.sitesOf(body.content), sampler)].map((word) => text('body', word)) : [];
    const inParameters = operation.parameters.flatMap((parameter) => {
      const value = input[placeOf[parameter.in]][parameter.name];
      return value === undefined ? [] : [...wordsSeenIn(value, this.#subject.sitesOf(parameter), sampler, `/${parameter.name}`)].map((word) => text(placeOf[parameter.in], word));
    });
    return [...inBody, ...inParameters];
  }

  /** By kind: what the contract says, what was seen, and what could be. */
  report(operations: readonly Operation[]): { readonly shares: Readonly<Record<Word['kind'], Share>>; readonly missed: readonly string[] } {
    const all = [...new Set(operations.flatMap((operation) => [...this.#allOf(operation)]))];
    const share = (kind: Word['kind']): Share => {
      const names = all.filter((name) => name.endsWith(` ${kind}`));
      const reached = names.filter((name) => this.#sent.has(name)).length;
      return { reached, all: names.length, reachable: names.filter((name) => this.#sent.has(name) || this.#possible.has(name)).length };
    };
    const [bound, broken, branch] = kinds.map(share) as [Share, Share, Share];
    return { shares: { bound, broken, branch }, missed: all.filter((name) => !this.#sent.has(name)) };
  }

  *#allOf({ id, parameters, body }: Operation): Generator<string> {
    const { sampler } = this.#subject;
    for (const content of body?.contents ?? [])
      if (saysAllValues(content) || content.codec === 'form') for (const { kind, name } of wordsOf(this.#subject.sitesOf(content), sampler)) yield `${id} body${name} ${kind}`;
    for (const parameter of parameters)
      for (const { kind, name } of wordsOf(this.#subject.sitesOf(parameter), sampler, `/${parameter.name}`)) yield `${id} ${placeOf[parameter.in]}${name} ${kind}`;
  }
}
