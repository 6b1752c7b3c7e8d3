import { isRecord, type Located } from './located.ts';
import { setMember } from './yaml-data.ts';

/**
 * An integer of a contract that a number of JavaScript cannot hold. Among plain data it stands for itself: its JSON is that of an
 * object, so that hashes and copies of what it is in need not know of it.
 */
export class ExactInteger {
  readonly $int64: string;

  /** Digits in base ten, with a sign where it is negative. */
  constructor(digits: string | bigint) {
    this.$int64 = String(digits);
  }

  toString(): string {
    return this.$int64;
  }

  get value(): bigint {
    return BigInt(this.$int64);
  }
}

/** The data of a place with the integers that it was written with, where a number has become another one. */
export function exactData(located: Located): unknown {
  const { value } = located;
  if (typeof value === 'number') return isInexact(value) ? (writtenInteger(located) ?? value) : value;
  if (Array.isArray(value)) return mapItems(value, located.items().map(exactData));
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  let isSame = true;
  for (const [name, member] of located.members()) {
    const exact = exactData(member);
    isSame &&= exact === member.value;
    setMember(copy, name, exact);
  }
  return isSame ? value : copy;
}

function mapItems(items: readonly unknown[], exact: readonly unknown[]): readonly unknown[] {
  return exact.every((item, index) => item === items[index]) ? items : exact;
}

/** A copy of data, down to the last list; exact integers are values. */
export function copyData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyData);
  if (!isRecord(value) || value instanceof ExactInteger) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) setMember(copy, name, copyData(member));
  return copy;
}

/** JSON of data, with the digits of its exact integers. */
export function exactJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(/\{\s*"\$int64":\s*"(-?\d+)"\s*\}/g, '$1');
}

/** Whether other integers than this one would have become the same number. */
export function isInexact(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

const integer = /^([-+]?)(0x[\da-f]+|0o[0-7]+|\d+)(?![\w.])/i;

/** What an alias of YAML stands for is written behind its anchor. */
function withoutAlias(text: string, whole: string): string {
  const [, name] = /^\*([^\s,\]}]+)/.exec(text) ?? [];
  const anchor = name === undefined ? -1 : whole.indexOf(`&${name} `);
  return anchor === -1 ? text : whole.slice(anchor + `&${name} `.length).trimStart();
}

/** Undefined for `1e30`, which was never meant to the last digit. */
function writtenInteger({ source, pointer, value }: Located): ExactInteger | undefined {
  const [, sign = '', digits = ''] = integer.exec(withoutAlias(source.textAt(pointer), source.text)) ?? [];
  if (digits === '' || Number(sign + digits) !== value && Number(digits) !== Math.abs(value as number)) return undefined;
  return new ExactInteger(sign === '-' ? -BigInt(digits) : BigInt(digits));
}
