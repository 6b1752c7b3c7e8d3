import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import { saysAllValues } from '../http/write-body.ts';
import { withAllMembers } from '../inputs/full-input.ts';
import { membersOf } from '../inputs/other-texts.ts';
import type { Subject } from '../subject.ts';

const texts: readonly (readonly [string, string])[] = [
  ['letters of many scripts', 'Zoë 日本 \u{1f600} \u0301'],
  ['quotation marks', `'"\`;--`],
  ['the character 0', 'a\u0000b'],
];

const deep = 2000;

/** What breaks servers rather than contracts: the answer may be anything but a failure. */
export function* oddCases(operation: Operation, input: Input, subject: Subject): Generator<Case> {
  const odd = (changed: Input, about: string): Case => ({ ...plainCase(operation, changed, 'protocol'), about, at: { in: 'body', pointer: '', keyword: `odd ${about}` }, expectation: { kind: 'anything' } });
  const { body } = input;
  const members = membersOf(body);
  if (body === undefined || !('content' in body) || members === undefined || !saysAllValues(body.content)) return;
  for (const [what, text] of texts) {
    const changed = Object.entries(members).map(([name, member]) => [name, typeof member === 'string' && subject.accepts(body.content, { ...members, [name]: text }) ? text : member]);
    const value = Object.fromEntries(changed) as Record<string, unknown>;
    if (JSON.stringify(value) !== JSON.stringify(members) && subject.accepts(body.content, value)) yield odd({ ...input, body: { content: body.content, value } }, `texts with ${what}`);
  }
  const inherited = `{"__proto__":{"specwright":1},"constructor":{"prototype":{"specwright":1}}}`;
  yield odd({ ...input, body: { mediaType: body.content.mediaType, bytes: Buffer.from(inherited) } }, 'members called __proto__ and constructor');
  const nested = '['.repeat(deep) + ']'.repeat(deep);
  yield odd({ ...input, body: { mediaType: body.content.mediaType, bytes: Buffer.from(withMember(members, nested)) } }, `lists in lists, ${deep} deep`);
  const huge = hugeNumbers(membersOf(withAllMembers(input, subject, 'plain')?.body) ?? members);
  yield odd({ ...input, body: { mediaType: body.content.mediaType, bytes: Buffer.from(huge) } }, 'numbers beyond all bounds');
}

/** Beside the members that are there, so that it is not refused for being nothing of the kind. */
function withMember(members: Readonly<Record<string, unknown>>, text: string): string {
  const own = JSON.stringify(members).slice(1, -1);
  return `{${own}${own === '' ? '' : ','}"specwright":${text}}`;
}

/** In place of each number that is there. */
function hugeNumbers(members: Readonly<Record<string, unknown>>): string {
  const changed = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, typeof value === 'number' ? 1e300 : value]));
  return withMember(changed, '1e999');
}
