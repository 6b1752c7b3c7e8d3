import { appendToken, pointerTokens } from './json-pointer.ts';
import type { Position } from './position.ts';
import type { Source } from './source.ts';

/** A value of a source document together with its place. */
export class Located {
  readonly source: Source;
  /** JSON Pointer within the source. */
  readonly pointer: string;
  readonly value: unknown;

  constructor(source: Source, pointer: string, value: unknown) {
    this.source = source;
    this.pointer = pointer;
    this.value = value;
  }

  static rootOf(source: Source): Located {
    return new Located(source, '', source.data);
  }

  get position(): Position {
    return this.source.positionOf(this.pointer);
  }

  /** Where the name of this member stands. */
  get keyPosition(): Position {
    return this.source.positionOfKey(this.pointer);
  }

  /** The last token of the pointer: the name of this member. */
  get key(): string {
    return pointerTokens(this.pointer).at(-1) ?? '';
  }

  /** For a reference the last token of what it refers to, else its own. */
  get referenceKey(): string {
    return isRecord(this.value) && typeof this.value.$ref === 'string' ? (pointerTokens(this.value.$ref).at(-1) ?? '') : this.key;
  }

  /** Identity within a run. */
  get id(): string {
    return `${this.source.path}#${this.pointer}`;
  }

  /** The member of an object; undefined where there is none, or the value is no object. */
  get(key: string): Located | undefined {
    if (!isRecord(this.value) || !Object.hasOwn(this.value, key)) return undefined;
    return new Located(this.source, appendToken(this.pointer, key), this.value[key]);
  }

  /** The item of an array. */
  item(index: number): Located | undefined {
    if (!Array.isArray(this.value) || index >= this.value.length) return undefined;
    return new Located(this.source, appendToken(this.pointer, index), this.value[index]);
  }

  /** Members of an object in order of writing; none for anything else. */
  members(): [string, Located][] {
    if (!isRecord(this.value)) return [];
    return Object.entries(this.value).map(([key, value]) => [
      key,
      new Located(this.source, appendToken(this.pointer, key), value),
    ]);
  }

  /** Items of an array; none for anything else. */
  items(): Located[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((value: unknown, index) => new Located(this.source, appendToken(this.pointer, index), value));
  }

  /** Another value at the same place. */
  withValue(value: unknown): Located {
    return new Located(this.source, this.pointer, value);
  }

  /** The text of a member, if it is one. */
  text(key: string): string | undefined {
    const value = this.get(key)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether a member is `true`. */
  flag(key: string): boolean {
    return this.get(key)?.value === true;
  }
}

/** An object as JSON has it: no array, not null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
