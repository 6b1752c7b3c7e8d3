import type { Located } from '../load/located.ts';
import { checkExtensions } from './extensions.ts';
import type { Reading } from './reading.ts';
import { WithTraits } from './traits.ts';

/** An operation of an AsyncAPI document and the messages that it is about. */
export interface ChannelOperation {
  /** Key under `operations`. */
  readonly id: string;
  readonly action: 'receive' | 'send';
  readonly located: Located;
  /** The same with its traits. */
  readonly described: WithTraits;
  /** Identity of its channel. */
  readonly channelId: string;
  /** Items that refer to messages. */
  readonly messages: readonly Located[];
  readonly replies: readonly Located[];
}

/** The operations of channels that are served, each with its channel resolved (AsyncAPI 3.0, "Operation Object"). */
export function findChannelOperations(root: Located, served: ReadonlySet<string>, reading: Reading): ChannelOperation[] {
  return (root.get('operations')?.members() ?? []).flatMap(([id, item]) => {
    const located = reading.follow(item);
    const channel = reading.follow(located?.get('channel'));
    const action = located?.text('action');
    if (located === undefined || channel === undefined || !served.has(channel.id)) return [];
    if (action !== 'receive' && action !== 'send') return [];
    checkExtensions(located, 'elsewhere', reading);
    const described = new WithTraits(located, root, reading);
    const messages = located.get('messages')?.items() ?? memberValues(channel.get('messages'));
    if (messages.length === 0) {
      reading.refuse('missing-payload', located, `the operation ${id} has no message`, 'Name the messages that it is about');
    }
    return [{ id, action, located, described, channelId: channel.id, messages, replies: readReplies(located, channel, reading) }];
  });
}

/** A reply goes back on the connection that the message came in on. */
function readReplies(operation: Located, channel: Located, reading: Reading): Located[] {
  const reply = reading.follow(operation.get('reply'));
  if (reply === undefined) return [];
  const elsewhere = reading.follow(reply.get('channel'));
  if (elsewhere !== undefined && elsewhere.id !== channel.id) {
    const at = reply.get('channel') ?? reply;
    reading.refuse(
      'unsupported-feature',
      at.keyPosition,
      'a reply on another channel is not supported',
      'Reply on the same channel',
    );
  }
  if (reply.get('messages') === undefined) {
    reading.refuse('missing-payload', reply, 'the reply names no messages', 'List its messages');
  }
  return reply.get('messages')?.items() ?? [];
}

function memberValues(members: Located | undefined): Located[] {
  return (members?.members() ?? []).map(([, member]) => member);
}
