import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ExactInteger, isInexact } from '../../load/exact-integer.ts';
import { appendToken, fragmentToPointer, pointerTokens } from '../../load/json-pointer.ts';
import { parseLoosely } from '../../load/parse-loosely.ts';
import { decodePercent } from './decode-percent.ts';
import { resolveUri } from '../../load/schema-resources.ts';
import { Positions } from './positions.ts';
import { SchemaIndex } from './schema-index.ts';

/** A part of a document: the value, and where it stands. */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly value: unknown;
}

/** Takes note of what is wrong with a document; the rest of it is served all the same. */
export type Report = (message: string) => void;

/** Dynamic anchors by name (JSON Schema 2020-12, Core, section 8.2.3.2). */
export type DynamicScope = ReadonlyMap<string, Place>;

interface OpenedFile {
  readonly text: string;
  readonly data: unknown;
  readonly index: SchemaIndex;
}

type Members = Readonly<Record<string, unknown>>;

/** References through references, at the most: more are a circle. */
const longestChain = 64;

/**
 * The files of one contract, read when they are asked for and not checked. What cannot be followed is reported with its
 * place, once, and is absent to the reader: one broken corner keeps nothing else from being served.
 */
export class DocumentTree {
  readonly root: Place;
  readonly #folder: string;
  readonly #report: Report;
  readonly #files = new Map<string, OpenedFile | undefined>();
  readonly #reported = new Set<string>();
  readonly #positions = new Positions();
  readonly #exact = new Map<string, unknown>();

  /** `folder`: no file outside of it is read. */
  constructor(file: string, folder: string, report: Report) {
    this.#folder = folder;
    this.#report = report;
    this.root = { file, pointer: '', value: this.#open(file)?.data };
  }

  /** Absolute paths of what was read, or tried, so far. */
  get files(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The member of an object or a list, references followed; undefined where there is none. */
  member(place: Place | undefined, key: string | number): Place | undefined {
    const child = this.child(place, key);
    return child && this.follow(child);
  }

  /** The same as it stands there, a reference perhaps. */
  child(place: Place | undefined, key: string | number): Place | undefined {
    const holder = place && this.follow(place);
    const value = holder && memberOf(holder.value, String(key));
    return value === undefined ? undefined : { file: holder!.file, pointer: appendToken(holder!.pointer, key), value };
  }

  /** Members by name, references followed; those that lead nowhere are left out. */
  members(place: Place | undefined): [string, Place][] {
    const holder = place && this.follow(place);
    return Object.keys(membersOf(holder?.value)).flatMap((key) => {
      const member = this.member(holder, key);
      return member === undefined ? [] : [[key, member] as [string, Place]];
    });
  }

  /** The data of a place with the integers that it is written with, where a number would be another one. */
  exactly({ file, pointer, value }: Place): unknown {
    if (!holdsInexact(value)) return value;
    const text = this.#files.get(file)?.text ?? '';
    if (!this.#exact.has(file)) this.#exact.set(file, parseExactly(text));
    return valueAt(this.#exact.get(file), pointer) ?? value;
  }

  items(place: Place | undefined): Place[] {
    const holder = place && this.follow(place);
    if (!Array.isArray(holder?.value)) return [];
    return holder.value.flatMap((_, index) => this.member(holder, index) ?? []);
  }

  /** What a Reference Object leads to; a place without one is itself. Undefined, and reported, where it leads nowhere. */
  follow(place: Place): Place | undefined {
    let current: Place | undefined = place;
    for (let steps = 0; current !== undefined; steps += 1) {
      const reference = membersOf(current.value)['$ref'];
      if (typeof reference !== 'string') return current;
      if (steps > longestChain) return this.report(current, `$ref ${reference} goes round in a circle`), undefined;
      current = this.target(current, reference);
    }
    return undefined;
  }

  /** Where one reference leads, references there not followed. */
  target(from: Place, reference: string): Place | undefined {
    const [address = '', fragment = ''] = reference.split('#', 2);
    const start = this.#resource(from, address);
    const opened = start && this.#open(start.file, from);
    if (start === undefined || opened === undefined) return undefined;
    const { file, pointer: root } = start;
    const pointer = fragmentToPointer(fragment);
    const places = pointer === undefined ? [opened.index.anchor(fragment, from.pointer)] : [root + pointer, pointer];
    for (const found of places) {
      const value = found === undefined ? undefined : valueAt(opened.data, found);
      if (value !== undefined) return { file, pointer: found!, value };
    }
    return this.report(from, `$ref ${reference} leads nowhere`), undefined;
  }

  /** What `$dynamicRef` may mean below a place, by name: what was entered before counts for it. */
  enter(place: Place, scope: DynamicScope): DynamicScope {
    const { index, data } = this.#open(place.file) ?? {};
    const added = index?.dynamicAnchors(place.pointer).filter(({ name }) => !scope.has(name)) ?? [];
    if (added.length === 0) return scope;
    return new Map([...scope, ...added.map(({ name, pointer }) => [name, { file: place.file, pointer, value: valueAt(data, pointer) }] as const)]);
  }

  /** The schema with an identifier, or the file, that the part of a reference before `#` names. */
  #resource(from: Place, address: string): Pick<Place, 'file' | 'pointer'> | undefined {
    const around = this.#open(from.file)?.index.around(from.pointer);
    if (address === '') return { file: from.file, pointer: around?.pointer ?? '' };
    const uri = resolveUri(address, around?.uri ?? '');
    for (const [file, opened] of this.#files) {
      const pointer = uri === undefined ? undefined : opened?.index.find(uri);
      if (pointer !== undefined) return { file, pointer };
    }
    const file = this.#resolve(from, address);
    return file === undefined ? undefined : { file, pointer: '' };
  }

  /** Reports once for each place and message, with line and column where they can be told in short time. */
  report({ file, pointer }: Pick<Place, 'file' | 'pointer'>, message: string): void {
    const key = `${file}#${pointer} ${message}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#report(`${this.#positions.in(file, pointer, this.#files.get(file)?.text)} ${message}`);
  }

  #resolve(from: Place, address: string): string | undefined {
    if (/^[a-z][a-z0-9+.-]+:/i.test(address)) return this.report(from, `${address} is not fetched: only files are read`), undefined;
    const decoded = decodePercent(address);
    return path.resolve(path.dirname(from.file), decoded);
  }

  #open(file: string, from?: Place): OpenedFile | undefined {
    if (!this.#files.has(file)) this.#files.set(file, this.#read(file, from));
    return this.#files.get(file);
  }

  #read(file: string, from?: Place): OpenedFile | undefined {
    const refuse = (message: string): undefined => (this.report(from ?? { file, pointer: '' }, message), undefined);
    try {
      const name = path.relative(realpathSync(this.#folder), realpathSync(file));
      if (name.startsWith('..') || path.isAbsolute(name)) return refuse(`${file} lies outside ${this.#folder} (--root <dir> widens it)`);
      const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
      const data = parseText(text);
      return { text, data, index: new SchemaIndex(file, text, data) };
    } catch (error) {
      return refuse(`${file} cannot be read: ${error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)}`);
    }
  }
}

/** JSON is YAML too, but read as JSON it takes a hundredth of the time. */
function parseText(text: string): unknown {
  try {
    if (/^\s*[[{]/.test(text)) return JSON.parse(text) as unknown;
  } catch {
    // YAML in flow style begins alike.
  }
  const { document } = parseLoosely(text, { uniqueKeys: false, merge: true, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return document.toJS() as unknown;
}

function holdsInexact(value: unknown): boolean {
  if (typeof value === 'number') return isInexact(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInexact);
}

/** The text once more, as YAML, whose parser can keep integers; hardly any document needs it. */
function parseExactly(text: string): unknown {
  const { document } = parseLoosely(text, { uniqueKeys: false, merge: true, logLevel: 'error', intAsBigInt: true });
  return fromBigInts(document.toJS());
}

function fromBigInts(value: unknown): unknown {
  if (typeof value === 'bigint') return isInexact(Number(value)) ? new ExactInteger(value) : Number(value);
  if (Array.isArray(value)) return value.map(fromBigInts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fromBigInts(member)]));
}

/** The members of an object; none for anything else. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Members)[key] : undefined;
}

function valueAt(data: unknown, pointer: string): unknown {
  return pointerTokens(pointer).reduce(memberOf, data);
}
