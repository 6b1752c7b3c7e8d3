import type { Content, Operation } from '../../../generator/model/types.ts';
import type { Input } from '../case.ts';
import { isTheServers } from '../checks/echo-check.ts';
import { putReplaces, readYourWrite } from '../checks/state-checks.ts';
import { withAllMembers } from '../inputs/full-input.ts';
import { membersOf, withOtherTexts } from '../inputs/other-texts.ts';
import { differences, isKept, isSuccess, losses, saidOf, type Members } from './answers.ts';
import { otherChoice, otherNull, otherNumber, otherText, othersChanged } from './one-change.ts';
import { readTwice } from './same-again.ts';
import { membersIn, type Created, type Thing } from './thing.ts';

/** The life of a thing with every member that it may have: all of it is to be read again, and what is changed changes nothing else. */
export async function runFullLife(thing: Thing, plain: Input): Promise<Created | undefined> {
  const { subject } = thing.session;
  const input = withOtherTexts(plain, 8, subject);
  const long = withAllMembers(input, subject, 'long');
  const full = withAllMembers(input, subject, 'telling') ?? input;
  const created = (long && (await thing.create(long))) ?? (await thing.create(full)) ?? (await thing.create(withAllMembers(input, subject, 'plain') ?? input));
  if (created === undefined) return undefined;
  await lookForLosses(thing, created.input, thing.life.create);
  await readTwice(thing, created);
  await changeOne(thing);
  await replaceAll(thing);
  return created;
}

/** Everything that was sent is read. */
async function lookForLosses(thing: Thing, input: Input, write: Operation): Promise<void> {
  const seen = await thing.read(`read what ${write.id} was sent with all members`);
  const came = membersIn(seen);
  const sent = membersOf(input.body);
  if (seen === undefined || came === undefined || sent === undefined) return;
  const lost = losses(sent, came, (names) => thing.declares(names)).filter((name) => !isTheServers(name, input.body, thing.session.subject));
  if (lost.length > 0) thing.tell(readYourWrite, `${saidOf(lost, sent, came)} was not read as ${write.id} had sent it`, seen, `full ${write.id}`);
}

/** A PATCH of one member, where the contract takes one alone. */
async function changeOne(thing: Thing): Promise<void> {
  const { life: { change }, session } = thing;
  const input = change && thing.inputFor(change);
  const body = input?.body;
  if (change === undefined || input === undefined || body === undefined || !('content' in body) || !/json/.test(body.content.mediaType) || /json-patch/.test(body.content.mediaType)) return;
  for (const patchOf of [otherText, otherChoice, otherNumber, otherNull]) {
    const before = await thing.now();
    const patch = before && patchOf(before, body.content, session.subject);
    if (before !== undefined && patch !== undefined) await changeBy(thing, change, { ...input, body: { content: body.content, value: patch } }, before, patch);
  }
}

async function changeBy(thing: Thing, change: Operation, input: Input, before: Members, patch: Members): Promise<void> {
  const changed = await thing.ask(change, input, 'change one member');
  if (changed === undefined || !isSuccess(changed.response)) return;
  const seen = await thing.read('read what was changed');
  const after = membersIn(seen);
  if (seen === undefined || after === undefined) return;
  const [wrong] = [...differences(patch, after), ...othersChanged(before, after, patch)];
  if (wrong !== undefined) thing.tell(readYourWrite, `${change.id} of ${Object.keys(patch).join()} alone: ${wrong} is not what it has to be`, seen, change.id);
}

/** What contracts call a PUT that is none: what is left out stays. */
const merging = /left out|omit|absent|partial|merg|unchanged|untouched|\bstays?\b|\bkeeps?\b|\bkept\b|retain/i;

/** Replaced with all members, then with few: of what is left out nothing stays (RFC 9110 section 9.3.4). */
async function replaceAll(thing: Thing): Promise<void> {
  const { life: { replace }, session: { subject } } = thing;
  const plain = replace && thing.inputFor(replace);
  if (replace === undefined || plain === undefined) return;
  const content = plain.body !== undefined && 'content' in plain.body ? plain.body.content : undefined;
  const full = content && (await replaceBy(thing, replace, withOtherTexts(plain, 6, subject)));
  if (content === undefined || full === undefined) return;
  await lookForLosses(thing, full, replace);
  const few = withOtherTexts(fewest(plain, content, thing), 9, subject);
  if (merging.test(`${replace.summary ?? ''} ${replace.description ?? ''}`)) return;
  if (!isSuccess((await thing.ask(replace, few, 'replace it with few members'))?.response)) return;
  await lookForRests(thing, replace, membersOf(full.body) ?? {}, membersOf(few.body) ?? {});
}

/** What was taken of it with all members. */
async function replaceBy(thing: Thing, replace: Operation, input: Input): Promise<Input | undefined> {
  for (const kind of ['long', 'telling', 'plain'] as const) {
    const full = withAllMembers(input, thing.session.subject, kind);
    if (full !== undefined && isSuccess((await thing.ask(replace, full, 'replace it with all members'))?.response)) return full;
  }
  return undefined;
}

/** Only what is required. */
function fewest(plain: Input, content: Content, { session: { subject } }: Thing): Input {
  const members = membersOf(plain.body) ?? {};
  const value = Object.keys(members).reduce<Members>((all, name) => {
    const less = Object.fromEntries(Object.entries(all).filter(([each]) => each !== name));
    return subject.accepts(content, less) ? less : all;
  }, members);
  return { ...plain, body: { content, value } };
}

async function lookForRests(thing: Thing, replace: Operation, full: Members, few: Members): Promise<void> {
  const seen = await thing.read('read what was replaced with few members');
  const came = membersIn(seen);
  if (seen === undefined || came === undefined) return;
  const isRest = (name: string) => !Object.hasOwn(few, name) && Object.hasOwn(came, name) && came[name] !== null && isKept(full[name], came[name]) && JSON.stringify(full[name]) !== '[]';
  const rest = Object.keys(full).filter(isRest);
  if (rest.length > 0) thing.tell(putReplaces, `${replace.id} without ${rest.join(', ')}: what was there before was read again`, seen, 'rest');
}
