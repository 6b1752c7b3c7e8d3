import type { Operation } from '../../../generator/model/types.ts';
import type { Case, Input } from '../case.ts';
import { availableAfterCreate, failedCreate, goneAfterDelete, putIdempotent, readYourWrite } from '../checks/state-checks.ts';
import { membersOf, withOtherTexts } from '../inputs/other-texts.ts';
import { differences, isSuccess, isSuccessStatus, saidOf, saysDeleted, thingIn } from './answers.ts';
import { followLocation, replaceAtOnce, writeOnCondition } from './guarded-writes.ts';
import { isCounter, isMembers } from './same-value.ts';
import type { Created, Thing } from './thing.ts';
import { variations } from './vary.ts';

/** The life of a thing with few members. Returns whether it began. */
export async function runPlainLife(thing: Thing, input: Input): Promise<boolean> {
  const created = (await thing.create(input)) ?? (await thing.create(withOtherTexts(input, 7, thing.session.subject)));
  if (created === undefined || !(await readAfterCreate(thing, created))) return false;
  const [read, location] = [thing.life.read, thing.inputFor(thing.life.read)];
  if (location !== undefined) await followLocation(read, location, created, thing.session);
  await replaceTwice(thing);
  await guard(thing);
  await removeAndRead(thing);
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
  const first = await thing.ask(replace, input, 'replace what was created');
  if (first === undefined || !isSuccess(first.response)) return;
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

async function removeAndRead(thing: Thing): Promise<void> {
  const { remove } = thing.life;
  const input = remove && thing.inputFor(remove);
  const { id } = thing;
  if (remove === undefined || input === undefined) return;
  const removed = await thing.ask(remove, input, 'delete what was created');
  if (removed === undefined || ![200, 204].includes(removed.response.status)) return;
  const seen = await thing.read('read what was deleted');
  if (seen === undefined) return;
  const { status } = seen.response;
  if (status < 300 && !saysDeleted(seen.response)) thing.tell(goneAfterDelete, `${remove.id} answered ${removed.response.status}, and reading it still gave ${status}`, seen);
  else if ([404, 410].includes(status)) await lookInList(thing, remove, id);
}

async function lookInList(thing: Thing, remove: Operation, id: unknown): Promise<void> {
  const listed = await thing.listed();
  if (listed?.items.some((item) => isMembers(item) && Object.values(item).includes(id)) !== true) return;
  thing.tell(goneAfterDelete, `${remove.id} has deleted ${JSON.stringify(id)}, and it still is in the list`, listed, 'list');
}

/** A wrong creation, between two looks at the list. */
async function createWrongly(thing: Thing, input: Input): Promise<void> {
  const { life: { create, list }, session } = thing;
  const wrong = firstWrong(create, input, thing);
  if (list === undefined || wrong === undefined) return;
  for (let round = 0; round < 2; round++) {
    const before = (await thing.listed())?.items.length;
    const refused = await thing.ask(create, wrong.input, wrong.about);
    const after = (await thing.listed())?.items.length;
    if (refused === undefined || refused.response.status < 400 || before === undefined || after === undefined || after <= before) return;
    if (round === 1) session.add(failedCreate, { message: `${create.id} answered ${refused.response.status}, and the list has one more` }, { ...refused, case: { ...refused.case, at: wrong.at } });
  }
}

const looked = 40;

function firstWrong(create: Operation, input: Input, { session }: Thing): Case | undefined {
  let count = 0;
  for (const each of variations(create, input, 'wrong', session.subject)) {
    if (each.at.in === 'body' && each.at.keyword !== 'coercion') return each;
    if (++count >= looked) return undefined;
  }
  return undefined;
}
