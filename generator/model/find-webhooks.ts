import type { Located } from '../load/located.ts';
import { findMethods, tellDuplicate, writtenId, type FoundOperation, type MethodOfPath } from './find-operations.ts';
import { camelCase, words } from './letter-case.ts';
import { freeId } from './operation-id.ts';
import type { Reading } from './reading.ts';

/** A request that the service sends by itself, as it was found. */
export interface FoundWebhook extends Omit<FoundOperation, 'path' | 'written' | 'key' | 'selector'> {
  /** Of a callback: where it goes. */
  readonly address?: string;
}

interface Unnamed extends MethodOfPath {
  readonly name: string;
  readonly item: Located;
  readonly address?: string;
}

/**
 * The `webhooks` of a document (OpenAPI 3.1) and the `callbacks` of its operations, then the callbacks of these, and so on. One
 * without an operationId is named as it is there; a callback that several operations share is one.
 */
export function findWebhooks(root: Located, operations: readonly FoundOperation[], reading: Reading): FoundWebhook[][] {
  const ids = new Map(operations.map((operation) => [writtenId(operation), operation.located]));
  const seen = new Set<string>();
  const levels: FoundWebhook[][] = [];
  let found = [...webhooksOf(root, reading), ...operations.flatMap(({ located }) => callbacksOf(located, reading))].filter(isFirst);
  while (found.length > 0) {
    for (const { located } of found) seen.add(located.id);
    levels.push(giveIds(found, ids, reading));
    found = found.flatMap(({ located }) => callbacksOf(located, reading)).filter(isFirst).filter((callback) => !seen.has(callback.located.id) || refuseAgain(callback, reading));
  }
  return levels;
}

function giveIds(found: readonly Unnamed[], ids: Map<string | undefined, Located>, reading: Reading): FoundWebhook[] {
  const taken = new Set<string>();
  return found.map((webhook) => {
    const written = writtenId(webhook);
    const first = ids.get(written);
    if (written !== undefined && first !== undefined) tellDuplicate(written, webhook.located, first, reading);
    if (written !== undefined) ids.set(written, first ?? webhook.located);
    const own = first === undefined ? written : undefined;
    return { ...webhook, id: freeId(own ?? nameOf(webhook, found), taken), template: '' };
  });
}

function webhooksOf(root: Located, reading: Reading): Unnamed[] {
  return (reading.follow(root.get('webhooks'))?.members() ?? []).flatMap(([name, item]) => named(name, item, reading));
}

function callbacksOf(operation: Located, reading: Reading): Unnamed[] {
  return (reading.follow(operation.get('callbacks'))?.members() ?? []).flatMap(([name, callback]) => {
    const addresses = reading.follow(callback, 'callbacks')?.members() ?? [];
    return addresses.flatMap(([address, item]) => named(name, item, reading).map((found) => ({ ...found, address })));
  });
}

function named(name: string, item: Located, reading: Reading): Unnamed[] {
  if (name.startsWith('x-') || item.key.startsWith('x-')) return [];
  return findMethods(item, reading).map((found) => ({ ...found, name, item }));
}

function isFirst({ located, address }: Unnamed, index: number, all: readonly Unnamed[]): boolean {
  return all.findIndex((other) => other.located.id === located.id && other.address === address) === index;
}

/** The method tells apart what is sent to one place. */
function nameOf({ name, method }: Unnamed, all: readonly Unnamed[]): string {
  const isOne = all.every((other) => other.name !== name || other.method === method);
  return camelCase(words(isOne ? name : `${method} ${name}`).join(' ')) || method;
}

/** It would have no end. */
function refuseAgain({ item }: Unnamed, reading: Reading): false {
  const hint = 'Describe what comes back under another name';
  reading.refuse('unsupported-feature', item.keyPosition, 'a callback that leads back to one before it is not supported', hint);
  return false;
}
