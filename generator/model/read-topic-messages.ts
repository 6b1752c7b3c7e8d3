import type { Located } from '../load/located.ts';
import { pointerTokens } from '../load/json-pointer.ts';
import { pascalCase } from './letter-case.ts';
import type { TopicChannel } from './place-channels.ts';
import { checkLater, type LocatedExample } from './read-examples.ts';
import type { Reading } from './reading.ts';
import { readTopicPayload } from './topic-payload.ts';
import { WithTraits } from './traits.ts';
import type { TopicMessage } from './types.ts';

/** The messages of the channels that others carry, each under its key. */
export class TopicMessages {
  readonly #root: Located;
  readonly #reading: Reading;
  /** By identity of the channel, the places of its messages by key. */
  readonly #places: ReadonlyMap<string, Map<string, Located>>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #known = new Map<string, Omit<TopicMessage, 'key'>>();

  constructor(root: Located, channels: readonly TopicChannel[], reading: Reading) {
    this.#root = root;
    this.#reading = reading;
    this.#names = new Map(channels.map(({ name, located }) => [located.id, name]));
    this.#places = new Map(channels.map(({ located }) => [located.id, this.#messagesOf(located)]));
  }

  has(channel: Located): boolean {
    return this.#places.has(channel.id);
  }

  /** Key of a channel under `channels`. */
  nameOf(channel: Located): string {
    return this.#names.get(channel.id) ?? channel.key;
  }

  of(channel: Located): TopicMessage[] {
    return [...(this.#places.get(channel.id) ?? [])].map(([key, place]) => ({ key, ...this.#read(key, place) }));
  }

  /** Keys of the messages that a list names; without a list, of all messages of the channel (AsyncAPI 3.0, "Operation Object"). */
  keysOf(channel: Located, list: Located | undefined): string[] {
    const places = this.#places.get(channel.id) ?? new Map<string, Located>();
    if (list === undefined) return [...places.keys()];
    return list.items().flatMap((item) => {
      const target = this.#reading.follow(item);
      return target === undefined ? [] : [this.#keyOf(target, item.referenceKey, places)];
    });
  }

  /** A message that is named by an operation alone joins those of the channel. */
  #keyOf(target: Located, key: string, places: Map<string, Located>): string {
    const known = [...places].find(([, place]) => place.id === target.id)?.[0];
    if (known !== undefined) return known;
    let free = key;
    for (let count = 2; places.has(free); count++) free = `${key}${count}`;
    places.set(free, target);
    return free;
  }

  #messagesOf(channel: Located): Map<string, Located> {
    const members = channel.get('messages')?.members() ?? [];
    return new Map(members.flatMap(([key, item]) => {
      const place = this.#reading.follow(item);
      return place === undefined ? [] : [[key, place] as const];
    }));
  }

  #read(key: string, located: Located): Omit<TopicMessage, 'key'> {
    const known = this.#known.get(located.id) ?? this.#readNew(key, located);
    this.#known.set(located.id, known);
    return known;
  }

  #readNew(key: string, located: Located): Omit<TopicMessage, 'key'> {
    const reading = this.#reading;
    const described = new WithTraits(located, this.#root, reading);
    const contentType = described.text('contentType') ?? this.#root.text('defaultContentType');
    const payload = readTopicPayload(located, key, contentType, reading);
    const headers = described.all('headers').flatMap((schema) => reading.schemas.nameOf(schema, headersName(schema, key)) ?? []);
    return {
      kind: 'topic-message',
      name: described.text('name') ?? key,
      contentType: contentType ?? (payload.encoding === 'text' ? 'text/plain' : 'application/json'),
      summary: described.text('summary') ?? described.text('title') ?? '',
      description: described.text('description') ?? '',
      ...payload,
      headers: [...new Set(headers)],
      examples: this.#readExamples(described, payload.schemaName).map(({ example }) => example),
      at: located.position,
    };
  }

  #readExamples(described: WithTraits, schemaName: string | undefined): LocatedExample[] {
    const examples = (described.get('examples')?.items() ?? []).flatMap((item, index) => {
      const value = item.get('payload');
      const name = item.text('name') ?? (index === 0 ? 'default' : `default${index + 1}`);
      return value === undefined ? [] : [{ example: { name, value: value.value, at: value.position }, value }];
    });
    if (schemaName !== undefined) checkLater(examples, { $ref: `#/components/schemas/${schemaName}` }, this.#reading);
    return examples;
  }
}

/** After the message or the trait that has them: `CommonHeaders` for `commonHeaders`, `TurnOnHeaders` for `turnOn`. */
function headersName({ pointer }: Located, key: string): string {
  const owner = pointerTokens(pointer).at(-2) ?? key;
  const name = pascalCase(/^(\d+|message)$/.test(owner) ? key : owner);
  return name.endsWith('Headers') ? name : `${name}Headers`;
}
