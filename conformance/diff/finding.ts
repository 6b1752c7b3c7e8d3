import { createHash } from 'node:crypto';
import type { Position } from '../../generator/load/position.ts';
import type { Contract, Place } from '../contract/open-contract.ts';
import type { Change } from './change.ts';
import { ruleOf, type Severity } from './rules.ts';

/** An operation or a message channel that a change is felt in. */
export interface Hit {
  /** `GET /pets/{id}`, or `ws /talk`. */
  readonly operation: string;
  /** operationId, or the channel's name. */
  readonly id: string;
  readonly where: string;
}

/** A difference between two contracts, with all operations that it is felt in. */
export interface Finding {
  /** The same as long as rule and places are, wherever lines move to: for lists of what is accepted. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly reason: string;
  /** A value that shows it; by the old contract it was accepted (or never came) and by the new one it is not (or may). */
  readonly witness?: { readonly value: unknown };
  readonly old?: Position;
  readonly new?: Position;
  readonly hits: readonly Hit[];
}

export interface FoundChange extends Change {
  readonly operation: string;
  readonly operationId: string;
}

const weights: readonly Severity[] = ['breaking', 'risky', 'safe'];

/** Joins changes that stand in the same places, gives them ids, and puts the worst first. */
export function toFindings(changes: readonly FoundChange[], old: Contract, next: Contract): Finding[] {
  const groups = new Map<string, FoundChange[]>();
  for (const change of changes) {
    const key = keyOf(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups]
    .map(([key, group]) => toFinding(key, group, old, next))
    .sort((a, b) => weights.indexOf(a.severity) - weights.indexOf(b.severity));
}

function toFinding(key: string, group: readonly FoundChange[], old: Contract, next: Contract): Finding {
  const [first] = group;
  if (first === undefined) throw new Error('a group has at least one change');
  const { rule, message, witness } = first;
  return {
    id: `${rule}-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`,
    rule,
    ...ruleOf(rule),
    message,
    ...(witness === undefined ? {} : { witness }),
    ...(first.old === undefined ? {} : { old: old.positionOf(first.old) }),
    ...(first.new === undefined ? {} : { new: next.positionOf(first.new) }),
    hits: group.map(({ operation, operationId, where }) => ({ operation, id: operationId, where })),
  };
}

/** Places rather than operations: a component that many operations use changes once. */
function keyOf({ rule, message, old, new: next, operation }: FoundChange): string {
  const places = [old, next].map((place) => placeText(place));
  return JSON.stringify([rule, message, ...places, ...(old === undefined && next === undefined ? [operation] : [])]);
}

function placeText(place: Place | undefined): string {
  return place === undefined ? '' : place.pointer;
}
