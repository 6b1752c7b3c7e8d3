import { deleteIdempotent, safeMethods } from '../checks/state-checks.ts';
import { membersOf } from '../inputs/other-texts.ts';
import { isKept, saidOf } from './answers.ts';
import { membersIn, type Created, type Thing } from './thing.ts';

/** What was sent is read twice, with a look at the list in between: reading changes none of it. */
export async function readTwice(thing: Thing, { input }: Created): Promise<void> {
  const before = await thing.now();
  await thing.listed();
  const seen = await thing.read('read once more');
  const after = membersIn(seen);
  if (before === undefined || after === undefined || seen === undefined) return;
  const changed = Object.keys(membersOf(input.body) ?? {}).filter((name) => Object.hasOwn(before, name) && Object.hasOwn(after, name) && !isKept(before[name], after[name]));
  if (changed.length > 0) thing.tell(safeMethods, `reading has changed ${saidOf(changed, before, after).replaceAll('(sent ', '(first ')}`, seen);
}

/** The second deletion finds nothing, or is content. */
export async function deleteAgain(thing: Thing): Promise<void> {
  const { remove } = thing.life;
  const input = remove && thing.inputFor(remove);
  const again = remove && input && (await thing.ask(remove, input, 'delete it once more'));
  if (again === undefined) return;
  const { status } = again.response;
  if (status < 400 || [401, 403, 404, 410, 412, 428, 429].includes(status) || status >= 500) return;
  // Where it is cancelled rather than gone, the contract may say that this is done once.
  if (remove?.responses.some((response) => response.status === String(status)) === true) return;
  thing.tell(deleteIdempotent, `${remove?.id ?? ''} answered ${status} where it had deleted the thing before; usual is 204, 404 or 410`, again);
}
