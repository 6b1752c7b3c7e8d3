import { receiveId } from './channel-names.ts';
import type { ChannelOperation } from './find-channel-operations.ts';
import type { OperationNames } from './operation-names.ts';
import type { Messages } from './read-messages.ts';
import type { Reading } from './reading.ts';
import { findDiscriminator, nameByDiscriminator } from './tell-messages-apart.ts';
import type { Channel, Message, Receive } from './types.ts';

type Exchange = Pick<Channel, 'discriminator' | 'receives' | 'sends'>;

/** What is said on a channel, in both directions, with the names that messages have on the wire. */
export function readExchange(
  protocol: Channel['protocol'],
  operations: readonly ChannelOperation[],
  names: ReadonlyMap<string, OperationNames>,
  messages: Messages,
  reading: Reading,
): Exchange {
  const read = (items: ChannelOperation['messages']) => items.flatMap((item) => messages.read(item) ?? []);
  const received = operations
    .filter(({ action }) => action === 'receive')
    .flatMap((operation) => readReceives(operation, names, messages));
  const sent = operations.filter(({ action }) => action === 'send').flatMap((operation) => read(operation.messages));
  const all = [...new Set([...sent, ...received.flatMap(({ replies }) => replies)])];
  const discriminator =
    protocol === 'ws'
      ? findDiscriminator(
          received.map(({ message }) => message),
          all,
          reading,
        )
      : undefined;
  const rename = (message: Message) => nameByDiscriminator(message, discriminator, reading);
  const receives = received.map((receive) => ({
    ...receive,
    message: rename(receive.message),
    replies: receive.replies.map(rename),
  }));
  const sends = all.map(rename).sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseSameNames(
    receives.map(({ message }) => message),
    reading,
  );
  refuseSameNames(sends, reading);
  return { ...(discriminator === undefined ? {} : { discriminator }), receives, sends };
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
