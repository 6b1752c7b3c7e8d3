import { setTimeout } from 'node:timers/promises';
import type { Input } from '../case.ts';
import { availableAfterCreate } from '../checks/state-checks.ts';
import { withOtherTexts } from '../inputs/other-texts.ts';
import { isSuccess } from './answers.ts';
import { isMembers } from './same-value.ts';
import type { Thing } from './thing.ts';

/** Lists may come behind what they list. */
const patientMs = 1000;

/** Makes another thing beside one: both are there, and both are listed if one is. Undefined where there is none to be had. */
export async function makeNeighbour(thing: Thing, input: Input): Promise<Thing | undefined> {
  const other = thing.beside();
  const made = await other.create(withOtherTexts(input, 41, thing.session.subject));
  if (made === undefined || other.id === undefined || other.id === thing.id) return undefined;
  if (made.response.status === 201 && (await isLeftOut(thing, other))) {
    const seen = await thing.listed();
    if (seen !== undefined) thing.tell(availableAfterCreate, `${thing.life.create.id} answered 201, and ${JSON.stringify(other.id)} is not in the list, which has ${JSON.stringify(thing.id)}`, seen, 'listed');
  }
  const read = await other.read('read another one');
  return isSuccess(read?.response) ? other : undefined;
}

async function isLeftOut(thing: Thing, other: Thing): Promise<boolean> {
  const isMissing = async () => {
    const whole = await thing.whole();
    return whole?.isWhole === true && isListed(whole.items, thing.id) && !isListed(whole.items, other.id);
  };
  if (!(await isMissing())) return false;
  await setTimeout(patientMs);
  return isMissing();
}

/** Whether something in a list is called so. */
export function isListed(items: readonly unknown[], id: unknown): boolean {
  return items.some((item) => (isMembers(item) ? Object.values(item).some((value) => String(value) === String(id)) : String(item) === String(id)));
}
