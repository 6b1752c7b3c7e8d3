import { exactJson } from '../../../generator/load/exact-integer.ts';
import { readJson } from '../http/read-json.ts';
import type { WireResponse } from '../http/wire.ts';
import { isCounter, isMembers, isSame, isScalar } from './same-value.ts';

export type Members = Readonly<Record<string, unknown>>;

export function isSuccess(response: WireResponse | undefined): response is WireResponse {
  return isSuccessStatus(response?.status);
}

export function isSuccessStatus(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

export function jsonOf({ body }: WireResponse): unknown {
  try {
    return readJson(body.toString());
  } catch {
    return undefined;
  }
}

/** An object, taken out of an envelope of one member. */
export function thingIn(response: WireResponse): Members | undefined {
  const value = jsonOf(response);
  if (!isMembers(value)) return undefined;
  const [only, ...others] = Object.values(value);
  return others.length === 0 && isMembers(only) ? only : value;
}

/** The items of a list: the body itself, or the only list in it. */
export function itemsIn(response: WireResponse): readonly unknown[] | undefined {
  const value = jsonOf(response);
  if (Array.isArray(value)) return value as unknown[];
  if (!isMembers(value)) return undefined;
  const lists = Object.values(value).filter((member) => Array.isArray(member));
  return lists.length === 1 ? (lists[0] as unknown[]) : undefined;
}

/** Names of scalar members that were sent and are read as something else. */
export function differences(sent: Members, came: Members): string[] {
  return Object.keys(sent).filter((name) => !isCounter(name) && isScalar(sent[name]) && Object.hasOwn(came, name) && isScalar(came[name]) && !isSame(sent[name], came[name]));
}

/** The same, and also what is within other members; of members that are `declared` in what is read those, too, that are not read at all. */
export function losses(sent: Members, came: Members, isDeclared: (names: readonly string[]) => boolean): string[] {
  return Object.entries(sent).flatMap(([name, value]) => {
    if (isCounter(name)) return [];
    if (!Object.hasOwn(came, name)) return value !== null && isDeclared([name]) ? [name] : [];
    return isKept(value, came[name], (names) => isDeclared([name, ...names])) ? [] : [name];
  });
}

/** `size (sent 3, read 4)`. */
export function saidOf(names: readonly string[], sent: Members = {}, came: Members = {}): string {
  const text = (value: unknown) => (value === undefined ? 'nothing' : (exactJson(value) ?? '').slice(0, 60));
  return names.map((name) => `${name} (sent ${text(sent[name])}, read ${text(came[name])})`).join(', ');
}

/** Lists may come in another order, and what was in one twice may be in it once. */
export function isKept(sent: unknown, came: unknown, isDeclared: (names: readonly string[]) => boolean = () => false): boolean {
  if (Array.isArray(sent) && Array.isArray(came)) return sent.every((item) => came.some((other) => isKept(item, other, isDeclared))) && came.every((other) => sent.some((item) => isKept(item, other, isDeclared)));
  if (isMembers(sent) && isMembers(came)) return losses(sent, came, isDeclared).length === 0;
  return !isScalar(sent) || !isScalar(came) || isSame(sent, came);
}

/** Whether a thing says itself that it is no more. */
export function saysDeleted(response: WireResponse): boolean {
  const thing = thingIn(response) ?? {};
  return Object.entries(thing).some(([name, value]) => {
    if (/^(is_?)?(deleted|archived|removed|cancell?ed)(_?at)?$/i.test(name)) return value !== false && value !== null;
    return /^(status|state)$/i.test(name) && /delet|cancel|archiv|remov|inactive|closed|revoked|disabled/i.test(String(value));
  });
}
