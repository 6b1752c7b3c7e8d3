import type { Operation } from '../../../generator/model/types.ts';
import type { Case, Input } from '../case.ts';
import { availableAfterCreate, failedCreate, goneAfterDelete, putIdempotent, readYourWrite } from '../checks/state-checks.ts';
import { membersOf, withOtherTexts } from '../inputs/other-texts.ts';
import { runActions } from './actions.ts';
import { isListed, makeNeighbour } from './after-create.ts';
import { differences, isSuccess, isSuccessStatus, saidOf, saysDeleted, thingIn, type Members } from './answers.ts';
import { followLocation, replaceAtOnce, writeOnCondition } from './guarded-writes.ts';
import { assignReadOnly } from './mass-assignment.ts';
import { idNames } from './identity.ts';
import { isCounter, isScalar } from './same-value.ts';
import type { Created, Thing } from './thing.ts';
import { deleteAgain } from './same-again.ts';
import { variations } from './vary.ts';

/** The life of a thing with few members. Returns whether it began. */
export async function runPlainLife(thing: Thing, input: Input): Promise<boolean> {
  const created = (await thing.create(input)) ?? (await thing.create(withOtherTexts(input, 7, thing.session.subject)));
  if (created === undefined || !(await readAfterCreate(thing, created))) return false;
  const [read, location] = [thing.life.read, thing.inputFor(thing.life.read)];
  if (location !== undefined) await followLocation(read, location, created, thing.session);
  const neighbour = await makeNeighbour(thing, input);
  await replaceTwice(thing);
  await guard(thing);
  await assignReadOnly(thing, withOtherTexts(input, 45, thing.session.subject));
  await removeAndRead(thing, neighbour);
  await runActions(thing, input);
  await createWrongly(thing, input);
  return true;
}

/** Returns whether it can be read. */
async function readAfterCreate(thing: Thing, { input, response: { status } }: Created): Promise<boolean> {
  const { create } = thing.life;
  const seen = await thing.read('read what was created');
  if (seen === undefined) return false;
  if ([404, 410].includes(seen.response.status)) {
    if (status === 201) thing.tell(availableAfterCreate, `${create.id} answered 201, and reading it gave ${seen.response.status}`, seen);
    return false;
  }
  const came = thingIn(seen.response) ?? {};
  const lost = differences(membersOf(input.body) ?? {}, came);
  if (lost.length > 0) thing.tell(readYourWrite, `${saidOf(lost, membersOf(input.body), came)} was not read as ${create.id} had sent it`, seen);
  return isSuccess(seen.response);
}

async function replaceTwice(thing: Thing): Promise<void> {
  const { life: { replace }, session } = thing;
  const plain = replace && thing.inputFor(replace);
  if (replace === undefined || plain === undefined) return;
  const input = withOtherTexts(plain, 3, session.subject);
  const before = await thing.now();
  const first = await thing.ask(replace, input, 'replace what was created');
  if (first === undefined || !isSuccess(first.response)) return;
  const other = before && otherIdentity(before, thingIn(first.response) ?? {}, thing);
  if (other !== undefined) thing.tell(readYourWrite, `${replace.id} of a thing whose ${other} was ${JSON.stringify(before?.[other])} answered ${JSON.stringify(thingIn(first.response)?.[other])}`, first, `${replace.id} ${other}`);
  const seen = await thing.read('read what was replaced');
  const came = seen === undefined || !isSuccess(seen.response) ? {} : (thingIn(seen.response) ?? {});
  const lost = differences(membersOf(input.body) ?? {}, came);
  if (seen !== undefined && lost.length > 0) thing.tell(readYourWrite, `${saidOf(lost, membersOf(input.body), came)} was not read as ${replace.id} had sent it`, seen, replace.id);
  const second = await thing.ask(replace, input, 'replace it once more with the same');
  const status = second?.response.status ?? 0;
  if (second === undefined || isSuccessStatus(status) || [412, 428, 429].includes(status) || status >= 500) return;
  // A write that names the version which was read is out of date the second time.
  if (status === 409 && Object.keys(membersOf(input.body) ?? {}).some(isCounter)) return;
  thing.tell(putIdempotent, `${replace.id} answered ${first.response.status}, and ${status} when the same came again`, second);
}

/** Whatever a thing is replaced by, it is the same one: what it is called, and since when it is there, stays. */
function otherIdentity(before: Members, came: Members, { life: { create }, session: { subject } }: Thing): string | undefined {
  const names = [...idNames(create, subject.operations), 'createdAt', 'created_at', 'created'];
  return names.find((name) => isScalar(before[name]) && isScalar(came[name]) && momentOf(before[name]) !== momentOf(came[name]));
}

function momentOf(value: unknown): unknown {
  const moment = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? value : moment;
}

/** On a condition, and by two at once. */
async function guard(thing: Thing): Promise<void> {
  const { life: { replace }, session } = thing;
  const plain = replace && thing.inputFor(replace);
  if (replace === undefined || plain === undefined) return;
  const input = withOtherTexts(plain, 4, session.subject);
  const read = (about: string) => thing.read(about);
  await writeOnCondition(replace, input, read, session);
  await replaceAtOnce(replace, input, read, session);
}

async function removeAndRead(thing: Thing, neighbour: Thing | undefined): Promise<void> {
  const { remove } = thing.life;
  const input = remove && thing.inputFor(remove);
  const { id } = thing;
  if (remove === undefined || input === undefined) return;
  const removed = await thing.ask(remove, input, 'delete what was created');
  if (removed === undefined || ![200, 204].includes(removed.response.status)) return;
  if (neighbour !== undefined) await lookBeside(neighbour, remove);
  const seen = await thing.read('read what was deleted');
  if (seen === undefined) return;
  const { status } = seen.response;
  await deleteAgain(thing);
  if (status < 300 && !saysDeleted(seen.response)) thing.tell(goneAfterDelete, `${remove.id} answered ${removed.response.status}, and reading it still gave ${status}`, seen);
  else if ([404, 410].includes(status)) await lookInList(thing, remove, id);
}

/** What was deleted is one thing, and no other. */
async function lookBeside(neighbour: Thing, remove: Operation): Promise<void> {
  const seen = await neighbour.read('read another one than was deleted');
  if (seen !== undefined && [404, 410].includes(seen.response.status)) neighbour.tell(goneAfterDelete, `${remove.id} has deleted another one, too: reading ${JSON.stringify(neighbour.id)} gave ${seen.response.status}`, seen, 'others');
}

async function lookInList(thing: Thing, remove: Operation, id: unknown): Promise<void> {
  const whole = await thing.whole();
  const listed = whole !== undefined && isListed(whole.items, id) ? await thing.listed() : undefined;
  if (listed === undefined) return;
  thing.tell(goneAfterDelete, `${remove.id} has deleted ${JSON.stringify(id)}, and it still is in the list`, listed, 'list');
}

/** Wrong creations, between two looks at the list: one that lacks something, and one that has something wrong. */
async function createWrongly(thing: Thing, input: Input): Promise<void> {
  const { life: { create, list }, session } = thing;
  if (list === undefined) return;
  const wrong = firstOf(variations(create, input, 'wrong', session.subject), [({ at }) => at.keyword === 'required', ({ at }) => !['required', 'type', 'coercion', 'null'].includes(at.keyword)]);
  for (const each of wrong) if (await leavesSomething(thing, each)) return;
}

/** Returns whether it was told. */
async function leavesSomething(thing: Thing, wrong: Case): Promise<boolean> {
  const { create } = thing.life;
  for (let round = 0; round < 2; round++) {
    const before = await thing.count();
    const refused = await thing.ask(create, wrong.input, wrong.about);
    const after = await thing.count();
    if (refused === undefined || refused.response.status < 400 || before === undefined || after === undefined || after <= before) return false;
    if (round === 1) thing.session.add(failedCreate, { message: `${create.id} answered ${refused.response.status}, and the list has one more` }, { ...refused, case: { ...refused.case, at: wrong.at } });
  }
  return true;
}

const looked = 200;

/** The first case of each kind, of what is wrong with a body. */
function firstOf(cases: Iterable<Case>, kinds: readonly ((sent: Case) => boolean)[]): Case[] {
  const found = new Map<number, Case>();
  let count = 0;
  for (const each of cases) {
    const kind = each.at.in === 'body' ? kinds.findIndex((isOf) => isOf(each)) : -1;
    if (kind >= 0 && !found.has(kind)) found.set(kind, each);
    if (++count >= looked || found.size === kinds.length) break;
  }
  return [...found.values()];
}
