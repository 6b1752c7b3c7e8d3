import type { Located } from '../load/located.ts';
import { readAddressParameters } from './channel-parameters.ts';
import { checkExtensions } from './extensions.ts';
import { templateNames, undeclared } from './path-template.ts';
import type { TopicChannel } from './place-channels.ts';
import type { Reading } from './reading.ts';
import { TopicMessages } from './read-topic-messages.ts';
import { WithTraits } from './traits.ts';
import type { Parameter, Topic, TopicOperation, TopicReply } from './types.ts';

/** The channels that others carry, with the operations that are about them (AsyncAPI 3.0, "Channel Object"). */
export function readTopics(root: Located, places: readonly TopicChannel[], typeNames: ReadonlyMap<string, string>, reading: Reading): Topic[] {
  const messages = new TopicMessages(root, places, reading);
  const operations = readOperations(root, messages, reading);
  return places.map((place) => ({
    ...readTopic(place, typeNames.get(place.name) ?? place.name, reading),
    messages: messages.of(place.located),
    operations: operations.get(place.located.id) ?? [],
  }));
}

function readTopic({ name, located, protocols }: TopicChannel, typeName: string, reading: Reading): Omit<Topic, 'messages' | 'operations'> {
  checkExtensions(located, 'channel', reading);
  const address = located.text('address');
  return {
    kind: 'topic',
    name,
    typeName,
    ...(address === undefined ? {} : { address }),
    protocols,
    title: located.text('title') ?? located.text('summary') ?? name,
    description: located.text('description') ?? '',
    parameters: address === undefined ? [] : matchAddress(located, address, reading),
    at: located.position,
  };
}

/** Each name of the address once, in order: brokers have no paths, but the braces mean the same. */
function matchAddress(channel: Located, address: string, reading: Reading): Parameter[] {
  const declared = readAddressParameters(channel, reading);
  const names = [...new Set(templateNames(address))];
  for (const { name, at } of declared.filter((parameter) => !names.includes(parameter.name))) {
    const hint = `Write {${name}} into the address, or remove the parameter`;
    reading.refuse('unknown-path-parameter', at, `the address ${address} has no parameter ${name}`, hint);
  }
  return names.map((name) => declared.find((parameter) => parameter.name === name) ?? undeclared(name, address, channel, reading));
}

/** By identity of the channel. */
function readOperations(root: Located, messages: TopicMessages, reading: Reading): ReadonlyMap<string, TopicOperation[]> {
  const found = new Map<string, TopicOperation[]>();
  for (const [id, item] of root.get('operations')?.members() ?? []) {
    const located = reading.follow(item);
    const channel = reading.follow(located?.get('channel'));
    const action = located?.text('action');
    if (located === undefined || channel === undefined || !messages.has(channel) || (action !== 'receive' && action !== 'send')) continue;
    checkExtensions(located, 'elsewhere', reading);
    const described = new WithTraits(located, root, reading);
    const reply = readReply(located, channel, messages, reading);
    const operation: TopicOperation = {
      id,
      action,
      summary: described.text('summary') ?? described.text('title') ?? '',
      description: described.text('description') ?? '',
      messages: messages.keysOf(channel, located.get('messages')),
      ...(reply === undefined ? {} : { reply }),
    };
    found.set(channel.id, [...(found.get(channel.id) ?? []), operation]);
  }
  return found;
}

/** Where the answer goes. Messages of a reply without a channel are those of the channel that asked. */
function readReply(operation: Located, channel: Located, messages: TopicMessages, reading: Reading): TopicReply | undefined {
  const reply = reading.follow(operation.get('reply'));
  if (reply === undefined) return undefined;
  const target = reading.follow(reply.get('channel'));
  const address = reading.follow(reply.get('address'))?.text('location');
  const known = target ?? channel;
  return {
    ...(target === undefined ? {} : { channel: messages.nameOf(target) }),
    ...(address === undefined ? {} : { address }),
    messages: messages.has(known) ? messages.keysOf(known, reply.get('messages')) : [],
  };
}
