import type { Api, Topic, TopicMessage } from '../../../generator/model/types.ts';
import type { Report } from '../change.ts';
import { compareMessages, componentSites, pairBy } from './compare-messages.ts';
import { pathShape, type ReportFor } from './compare-operations.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareSchemas, type Direction } from './compare-schemas.ts';
import type { Context } from './context.ts';

/**
 * Channels that brokers carry, paired by address. The document speaks of one program: others write what it receives and read what it
 * sends. Where no operation says which, others may do both.
 */
export function compareTopics(context: Context, reportFor: ReportFor): void {
  const { old, next } = { old: context.old.api, next: context.next.api };
  const pairs = new Map(old.topics.flatMap((topic) => counterpartsOf(topic, next.topics).map((other) => [topic, other] as const)));
  for (const topic of old.topics) {
    const other = pairs.get(topic);
    const report = reportFor(titleOf(other ?? topic), topic.name);
    if (other !== undefined) compareTopic(context, topic, other, report);
    else report({ rule: 'channel-removed', message: `${titleOf(topic)} is gone`, where: 'channel', old: topic.at, witness: { value: { address: topic.address ?? topic.name } } });
  }
  const known = new Set(pairs.values());
  for (const topic of next.topics.filter((each) => !known.has(each)))
    reportFor(titleOf(topic), topic.name)({ rule: 'channel-added', message: `${titleOf(topic)} is new`, where: 'channel', new: topic.at });
}

/** One at the most: of several with one address the one of the same name. */
function counterpartsOf(topic: Topic, others: readonly Topic[]): readonly Topic[] {
  const same = others.filter((other) => keyOf(other) === keyOf(topic));
  return same.filter(({ name }) => name === topic.name).concat(same).slice(0, 1);
}

function compareTopic(context: Context, old: Topic, next: Topic, report: Report): void {
  const places = { old: old.at, new: next.at };
  compareParameters(context, { ...old, path: old.address ?? '' }, { ...next, path: next.address ?? '' }, report);
  const removed = next.protocols.length === 0 ? [] : old.protocols.filter((protocol) => !next.protocols.includes(protocol));
  for (const protocol of removed)
    report({ rule: 'protocol-removed', message: `it is no longer reached by ${protocol}`, where: 'protocols', ...places, witness: { value: { protocol } } });
  const isUnknown = travelling(context.old.api, old).isUnknown;
  const [before, now] = isUnknown ? [eitherWay(old), eitherWay(next)] : [travelling(context.old.api, old), travelling(context.next.api, next)];
  compareDirection(context, before.received, now.received, 'request', report);
  compareDirection(context, before.sent, now.sent, 'response', report);
  compareReplies(old, next, report);
}

interface Travelling {
  readonly received: readonly TopicMessage[];
  readonly sent: readonly TopicMessage[];
  /** No operation says anything. */
  readonly isUnknown: boolean;
}

function eitherWay({ messages }: Topic): Travelling {
  return { received: messages, sent: messages, isUnknown: true };
}

/** What goes which way on a topic by the operations of the document; answers go the other way. */
function travelling({ topics }: Api, topic: Topic): Travelling {
  const keys = { receive: new Set<string>(), send: new Set<string>() };
  for (const { name, operations } of topics)
    for (const { action, messages, reply } of operations) {
      if (name === topic.name) for (const key of messages) keys[action].add(key);
      if (reply !== undefined && (reply.channel ?? name) === topic.name) for (const key of reply.messages) keys[action === 'send' ? 'receive' : 'send'].add(key);
    }
  const named = (set: ReadonlySet<string>) => topic.messages.filter(({ key }) => set.has(key));
  return { received: named(keys.receive), sent: named(keys.send), isUnknown: keys.receive.size + keys.send.size === 0 };
}

function compareDirection(context: Context, old: readonly TopicMessage[], next: readonly TopicMessage[], direction: Direction, report: Report): void {
  const more = (before: TopicMessage, now: TopicMessage, where: string) => {
    const headers = { old: componentSites(context.old, ...before.headers), next: componentSites(context.next, ...now.headers) };
    compareSchemas(context, { ...headers, direction, where: `headers of ${where}` }, report);
    if (before.unreadSchema !== undefined && now.unreadSchema !== undefined && before.unreadSchema !== now.unreadSchema)
      report({ rule: 'message-schema-changed', message: `the schema of ${where} is another one`, where, old: before.at, new: now.at });
  };
  compareMessages(context, { old, next, direction, pairs: pairMessages(old, next), more }, report);
}

/** A broker carries no names of messages: one alone is the other one alone. */
function pairMessages(old: readonly TopicMessage[], next: readonly TopicMessage[]): ReadonlyMap<TopicMessage, TopicMessage> {
  const [first] = old;
  const [other] = next;
  if (first !== undefined && other !== undefined && old.length === 1 && next.length === 1) return new Map([[first, other]]);
  return new Map([...pairBy(old, next, ({ name }) => name), ...pairBy(old, next, ({ key }) => key)]);
}

function compareReplies(old: Topic, next: Topic, report: Report): void {
  for (const { id, action, reply } of old.operations) {
    const other = next.operations.find((operation) => operation.id === id);
    if (action !== 'receive' || reply === undefined || other === undefined || other.reply !== undefined) continue;
    const message = `${id} is no longer answered`;
    report({ rule: 'reply-removed', message, where: `operation ${id}`, old: old.at, new: next.at, witness: { value: { operation: id, reply: reply.messages } } });
  }
}

/** Where only running programs know the address, the name. */
function keyOf({ name, address }: Topic): string {
  return address === undefined ? `name ${name}` : `address ${pathShape(address)}`;
}

function titleOf({ name, address, protocols }: Topic): string {
  return `${protocols[0] ?? 'channel'} ${address ?? name}`;
}
