import { setTimeout } from 'node:timers/promises';
import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Input } from '../case.ts';
import { readYourWrite } from '../checks/state-checks.ts';
import { withOtherTexts } from '../inputs/other-texts.ts';
import { isOpen } from '../subject.ts';
import { isSuccess, thingIn, type Members } from './answers.ts';
import { isSame, isScalar } from './same-value.ts';
import { membersIn, type Thing } from './thing.ts';

const mostActions = 4;
/** What was said to be done may be done a little later. */
const patientMs = 300;

/** What else can be done to a thing, such as `POST /orders/7/cancel`: to a new one, then once more, when it may be refused. */
export async function runActions(thing: Thing, input: Input): Promise<void> {
  for (const [index, action] of actionsOf(thing).slice(0, mostActions).entries()) {
    const own = thing.beside();
    const made = await own.create(withOtherTexts(input, 51 + index, thing.session.subject));
    if (made !== undefined) await runAction(own, action);
  }
}

function actionsOf({ life: { read }, session: { subject, options } }: Thing): Operation[] {
  return subject.operations.filter(({ id, method, path }) => {
    const isBelow = path.startsWith(`${read.path}/`) && !path.slice(read.path.length).includes('{');
    const isCollection = subject.operations.some((each) => each.path.startsWith(`${path}/{`) || (each.path === path && each.method === 'get'));
    return method === 'post' && isBelow && !isCollection && options.fixtures[id] === undefined;
  });
}

async function runAction(thing: Thing, action: Operation): Promise<void> {
  const input = thing.inputFor(action);
  const before = await thing.now();
  if (input !== undefined) await refuseOthers(thing, action, input);
  const done = input && (await thing.ask(action, input, 'do it to what was just created'));
  if (input === undefined || done === undefined || before === undefined) return;
  if (isSuccess(done.response)) await lookForChange(thing, action, before, thingIn(done.response) ?? {});
  await thing.ask(action, input, 'do it once more');
}

/** Who cannot read a thing can do nothing to it either. */
async function refuseOthers(thing: Thing, action: Operation, input: Input): Promise<void> {
  const { life: { read }, session } = thing;
  const toRead = thing.inputFor(read);
  if (isOpen(action)) return;
  await session.run({ ...plainCase(action, input, 'stateful'), caller: 'nobody', about: 'no credentials', at: { in: 'request', pointer: '', keyword: 'security' }, expectation: { kind: 'rejected', check: 'auth-enforced', usual: [401, 403] } });
  if (toRead === undefined || isOpen(read)) return;
  for (const name of Object.keys(session.options.strangers)) {
    const caller = `as ${name}` as const;
    const about = `somebody else (${name}) does it`;
    const seen = await session.run({ ...plainCase(read, toRead, 'stateful'), caller, about, expectation: { kind: 'anything' } });
    if (seen === undefined || ![403, 404].includes(seen.status)) continue;
    await session.run({ ...plainCase(action, input, 'stateful'), caller, about, expectation: { kind: 'rejected', check: 'cross-tenant-denied', usual: [403, 404] } });
  }
}

/** What the answer says of the thing is not what it was before, and that is what is read. */
async function lookForChange(thing: Thing, action: Operation, before: Members, said: Members): Promise<void> {
  const changed = Object.keys(said).filter((name) => isScalar(said[name]) && isScalar(before[name]) && Object.hasOwn(before, name) && !isSame(said[name], before[name]));
  if (changed.length === 0) return;
  const isUndone = async () => {
    const seen = await thing.read('read what it was done to');
    const after = membersIn(seen);
    return seen !== undefined && after !== undefined && changed.every((name) => isScalar(after[name]) && isSame(after[name], before[name])) ? seen : undefined;
  };
  if ((await isUndone()) === undefined) return;
  await setTimeout(patientMs);
  const seen = await isUndone();
  const [name = ''] = changed;
  if (seen !== undefined) thing.tell(readYourWrite, `${action.id} answered ${name} ${JSON.stringify(said[name])}, and ${JSON.stringify(before[name])} is read as before`, seen, action.id);
}
