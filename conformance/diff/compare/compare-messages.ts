import { componentPrefix } from '../../../generator/model/component-reference.ts';
import type { Message } from '../../../generator/model/types.ts';
import type { Contract } from '../../contract/open-contract.ts';
import type { Sites } from '../../schema/site.ts';
import type { Report } from '../change.ts';
import { compareSchemas, type Direction } from './compare-schemas.ts';
import type { Context } from './context.ts';

/** What is compared of a message, whoever carries it. */
export interface ComparedMessage extends Pick<Message, 'name' | 'schemaName' | 'at'> {
  /** How the payload is written. */
  readonly encoding: string;
}

export interface MessagesPair<M extends ComparedMessage> {
  readonly old: readonly M[];
  readonly next: readonly M[];
  /** Which message of the new contract is which of the old one. */
  readonly pairs: ReadonlyMap<M, M>;
  readonly direction: Direction;
  /** What else there is to compare. */
  readonly more?: (old: M, next: M, where: string) => void;
}

/** Messages in one direction: who writes them, the client (`request`) or the service (`response`). */
export function compareMessages<M extends ComparedMessage>(context: Context, { old, next, pairs, direction, more }: MessagesPair<M>, report: Report): void {
  const whereOf = ({ name }: M) => `message ${name} ${direction === 'request' ? 'to the service' : 'from the service'}`;
  for (const message of old) {
    const other = pairs.get(message);
    const where = whereOf(message);
    if (other === undefined) {
      report({ rule: 'message-removed', message: `${where} is gone`, where, old: message.at, witness: { value: { message: message.name } } });
      continue;
    }
    if (message.encoding !== other.encoding) {
      const witness = { value: { before: message.encoding, now: other.encoding } };
      report({ rule: 'message-encoding-changed', message: `${where} is ${other.encoding}, not ${message.encoding}`, where, old: message.at, new: other.at, witness });
    }
    compareSchemas(context, { old: componentSites(context.old, message.schemaName), next: componentSites(context.next, other.schemaName), direction, where }, report);
    more?.(message, other, where);
  }
  const matched = new Set(pairs.values());
  for (const message of next.filter((each) => !matched.has(each))) {
    const rule = direction === 'request' ? 'message-added' : 'sent-message-added';
    report({ rule, message: `${whereOf(message)} is new`, where: whereOf(message), new: message.at });
  }
}

/** Messages that have a text in common. */
export function pairBy<M>(old: readonly M[], next: readonly M[], textOf: (message: M) => string): Map<M, M> {
  return new Map(
    old.flatMap((message) => {
      const found = next.find((other) => textOf(other) === textOf(message));
      return found === undefined ? [] : [[message, found] as const];
    }),
  );
}

/** The schemas of components by their names. */
export function componentSites({ schemas }: Contract, ...names: readonly (string | undefined)[]): Sites {
  return names.flatMap((name) => (name === undefined ? [] : (schemas.target(componentPrefix + name) ?? [])));
}
