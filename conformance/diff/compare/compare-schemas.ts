import { nounOf } from '../rules.ts';
import type { Report } from '../change.ts';
import type { Sites } from '../../schema/site.ts';
import type { Break } from '../subsumption/break.ts';
import type { Context } from './context.ts';
import { compareNotes } from './compare-notes.ts';
import { readsAsText } from './reads-as-text.ts';

/** Who writes a value: a client (`request`) or the service (`response`). */
export type Direction = 'request' | 'response';

export interface SchemaPair {
  readonly old: Sites;
  readonly next: Sites;
  readonly direction: Direction;
  /** Which part of the operation. */
  readonly where: string;
  /** Values travel as text, so that `5` is as good a string as a number. */
  readonly isText?: boolean;
}

/** What one schema takes and the other does not, in both directions. */
export function compareSchemas(context: Context, pair: SchemaPair, report: Report): void {
  const { old, next, direction, where } = pair;
  if (context.keys.keyOf(old, context.old.schemas) === context.keys.keyOf(next, context.next.schemas)) return;
  const isReal = (found: Break, refusing: 'old' | 'next') =>
    pair.isText !== true || !readsAsText(found.value, (value) => context[refusing].schemas.accepts(pair[refusing], value));
  for (const found of context.lost.breaks(old, next)) {
    if (!isReal(found, 'next')) continue;
    const places = { old: found.accepting, new: found.refusing };
    report({ ...describe(found, `${direction}-${nounOf(found.keyword)}-narrowed`, where, 'now'), ...places });
  }
  for (const found of context.gained.breaks(next, old)) {
    if (!isReal(found, 'old')) continue;
    const places = { old: found.refusing, new: found.accepting };
    report({ ...describe(found, `${direction}-${nounOf(found.keyword)}-widened`, where, 'before'), ...places });
  }
  compareNotes(context, pair, report);
}

/** `name must NOT have more than 10 characters`, or `name no longer has to …`. */
function describe({ path, message, value }: Break, rule: string, where: string, when: 'now' | 'before') {
  // Only the last name, so that a component that changed is told once, wherever it is used.
  const last = path.at(-1) ?? 'the value';
  const place = last === '*' ? 'an item' : last;
  const text = when === 'now' ? `${place} ${message}` : `${place} no longer ${message.replace(/^must/, 'has to').replace('NOT', 'not')}`;
  return { rule, message: text, witness: { value }, where: path.length === 0 ? where : `${where}, ${path.join('/')}` };
}
