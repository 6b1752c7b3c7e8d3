import type { BodyInput, Input } from '../case.ts';
import { isIdName } from '../known-values.ts';
import type { Subject } from '../subject.ts';

/** The same request with other texts in its body, as far as the schema lets it: names and the like may have to be other ones each time. */
export function withOtherTexts(input: Input, turn: number, subject: Subject): Input {
  const { body } = input;
  const members = membersOf(body);
  if (members === undefined || body === undefined || !('content' in body)) return input;
  const value = Object.entries(members).reduce<Record<string, unknown>>((all, [name, member]) => {
    if (typeof member !== 'string' || isIdName(name)) return all;
    const longer = { ...all, [name]: member.replace(/(@|$)/, `${turn}$1`) };
    const digits = { ...all, [name]: member.replace(/\d{2,}$/, (own) => own.slice(0, -4) + String(turn).padStart(Math.min(own.length, 4), '0').slice(-4)) };
    const sameLength = { ...all, [name]: member.slice(0, -1) + String(turn % 10) };
    return [longer, digits, sameLength].find((changed) => subject.accepts(body.content, changed)) ?? all;
  }, { ...members });
  return { ...input, body: { content: body.content, value } };
}

/** Of a body that is an object. */
export function membersOf(body: BodyInput | undefined): Readonly<Record<string, unknown>> | undefined {
  if (body === undefined || !('content' in body) || typeof body.value !== 'object' || body.value === null || Array.isArray(body.value)) return undefined;
  return body.value as Record<string, unknown>;
}

/** What a value took over from the one that it was made from is taken from a newer one. */
export function withMembers(value: unknown, base: unknown, fresh: unknown): unknown {
  if (!isMembers(value) || !isMembers(base) || !isMembers(fresh)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, Object.hasOwn(base, name) && Object.hasOwn(fresh, name) && JSON.stringify(member) === JSON.stringify(base[name]) ? fresh[name] : member]));
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
