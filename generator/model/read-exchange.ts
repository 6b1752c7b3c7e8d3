import type { Located } from '../load/located.ts';
import { receiveId } from './channel-names.ts';
import type { ChannelOperation } from './find-channel-operations.ts';
import type { OperationNames } from './operation-names.ts';
import type { Messages } from './read-messages.ts';
import type { Reading } from './reading.ts';
import type { SocketChannel } from './place-channels.ts';
import { nameByDiscriminator, tellApart, type Telling } from './tell-messages-apart.ts';
import type { Channel, Message, Receive } from './types.ts';

type Exchange = Pick<Channel, 'discriminator' | 'receives' | 'sends'>;

/** What is said on a channel, in both directions, with the names that messages have on the wire. */
export function readExchange(
  { located, protocol }: SocketChannel,
  operations: readonly ChannelOperation[],
  names: ReadonlyMap<string, OperationNames>,
  messages: Messages,
  reading: Reading,
): Exchange {
  const read = (items: ChannelOperation['messages']) => items.flatMap((item) => messages.read(item) ?? []);
  const taken = operations.filter(({ action }) => action === 'receive').flatMap((operation) => readReceives(operation, names, messages));
  const sent = operations.filter(({ action }) => action === 'send').flatMap((operation) => read(operation.messages));
  const told = [...new Set([...sent, ...taken.flatMap(({ replies }) => replies)])];
  const { property: discriminator, isPossible } = protocol === 'ws' ? tellApart(taken.map(({ message }) => message), told, reading) : anyNames;
  if (!isPossible) return joined(taken, told, located, reading);
  const rename = (message: Message) => nameByDiscriminator(message, discriminator, reading);
  const receives = taken.map((receive) => ({
    ...receive,
    message: rename(receive.message),
    replies: receive.replies.map(rename),
  }));
  const sends = told.map(rename).sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseSameNames(
    receives.map(({ message }) => message),
    reading,
  );
  refuseSameNames(sends, reading);
  return { ...(discriminator === undefined ? {} : { discriminator }), receives, sends };
}

/** Socket.IO has names for messages. */
const anyNames: Telling = { isPossible: true };

/** Messages that nobody can tell apart are one in each direction, and anything is allowed in it. */
function joined(receives: readonly Receive[], sends: readonly Message[], channel: Located, reading: Reading): Exchange {
  const schemaName = reading.schemas.nameOf(channel.withValue({}), 'AnyMessage');
  const join = (message: Message): Message => ({ ...message, name: 'message', encoding: 'json', examples: [], ...(schemaName === undefined ? {} : { schemaName }) });
  const sent = sends.slice(0, 1).map(join);
  const replies = receives.some((receive) => receive.replies.length > 0) ? sent : [];
  return { receives: receives.slice(0, 1).map((receive) => ({ ...receive, message: join(receive.message), replies })), sends: sent };
}

function readReceives(
  { id, located, described, ...operation }: ChannelOperation,
  names: ReadonlyMap<string, OperationNames>,
  messages: Messages,
): Receive[] {
  return operation.messages.flatMap((item) => {
    const receive = receiveId(id, item.referenceKey, operation.messages.length);
    const message = messages.read(item);
    const named = names.get(receive);
    if (message === undefined || named === undefined) return [];
    return [
      {
        kind: 'receive',
        id: receive,
        ...named,
        summary: described.text('summary') ?? message.summary,
        description: described.text('description') ?? message.description,
        message,
        replies: operation.replies.flatMap((reply) => messages.read(reply) ?? []),
        at: located.position,
      },
    ];
  });
}

/** Two messages of one direction need different names, or nobody could tell which of them came. */
function refuseSameNames(messages: readonly Message[], reading: Reading): void {
  const first = new Map<string, Message>();
  for (const message of messages) {
    const other = first.get(message.name);
    if (other === undefined) {
      first.set(message.name, message);
      continue;
    }
    const { file, line } = other.at;
    const explanation = `the name ${message.name} is also that of the message at ${file}:${line}`;
    reading.refuse(
      'duplicate-message',
      message.at,
      explanation,
      'Give each message of a direction a name (or discriminator) of its own',
    );
  }
}
