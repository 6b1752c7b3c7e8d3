import type { Operation } from '../../../generator/model/types.ts';
import { uniqueIds } from '../checks/state-checks.ts';
import { NoInput } from '../inputs/plain-input.ts';
import type { Session } from '../session.ts';
import type { Supply } from '../supply.ts';
import type { Progress } from '../verify.ts';
import { runFullLife } from './full-life.ts';
import { runPlainLife } from './plain-life.ts';
import { Thing, type Life } from './thing.ts';

/** Create, read, change, delete, read again: for every POST to a collection whose things can be read by an id; with few members, then with all. */
export async function runStateful(operations: readonly Operation[], session: Session, supply: Supply, progress: Progress): Promise<void> {
  const lives = livesOf(operations);
  for (const [index, life] of lives.entries()) {
    progress('stateful', life.create.id, index, lives.length);
    await runLife(life, session, supply);
  }
}

async function runLife(life: Life, session: Session, supply: Supply): Promise<void> {
  const input = await supply.inputFor(life.create);
  if (input instanceof NoInput) return;
  const [plain, full] = [new Thing(life, session, supply), new Thing(life, session, supply)];
  if (!(await runPlainLife(plain, input))) return;
  const created = await runFullLife(full, input);
  if (created !== undefined && full.id !== undefined && full.id === plain.id) full.tell(uniqueIds, `${life.create.id} has given two things the id ${JSON.stringify(full.id)}`, created, 'twice');
}

function livesOf(operations: readonly Operation[]): Life[] {
  return operations
    .filter(({ method }) => method === 'post')
    .flatMap((create) => {
      const below = operations.filter(({ path }) => path.startsWith(`${create.path}/{`) && /^\/\{[^/}]+\}$/.test(path.slice(create.path.length)));
      const by = (method: Operation['method']) => below.find((each) => each.method === method);
      const [read, list] = [by('get'), operations.find(({ method, path }) => method === 'get' && path === create.path)];
      return read === undefined ? [] : [{ create, read, list, replace: by('put'), change: by('patch'), remove: by('delete') }];
    });
}
