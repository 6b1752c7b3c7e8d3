import type { Located } from '../load/located.ts';
import { readPayload } from './message-payload.ts';
import { checkLater, type LocatedExample } from './read-examples.ts';
import type { Reading } from './reading.ts';
import { WithTraits } from './traits.ts';
import type { Message } from './types.ts';

/** Reads the messages of an AsyncAPI document, each once. */
export class Messages {
  readonly #root: Located;
  readonly #reading: Reading;
  readonly #defaultContentType: string;
  readonly #known = new Map<string, Message | undefined>();

  constructor(root: Located, reading: Reading) {
    this.#root = root;
    this.#reading = reading;
    this.#defaultContentType = root.text('defaultContentType') ?? 'application/json';
  }

  /** The message of a channel that an item of an operation's `messages` refers to. */
  read(item: Located): Message | undefined {
    const located = this.#reading.follow(item);
    if (located === undefined) return undefined;
    if (!this.#known.has(located.id)) this.#known.set(located.id, this.#read(located));
    return this.#known.get(located.id);
  }

  /** The message's name is its own, or else its key in the document. */
  #read(located: Located): Message | undefined {
    const reading = this.#reading;
    const described = new WithTraits(located, this.#root, reading);
    this.#refuseHeaders(described);
    const contentType = described.text('contentType') ?? this.#defaultContentType;
    const payload = readPayload(located, located.key, contentType, reading);
    if (payload === undefined) return undefined;
    const examples = this.#readExamples(described, payload.encoding);
    if (payload.schemaName !== undefined) checkLater(examples, { $ref: `#/components/schemas/${payload.schemaName}` }, reading);
    return {
      kind: 'message',
      name: described.text('name') ?? located.key,
      summary: described.text('summary') ?? described.text('title') ?? '',
      description: described.text('description') ?? '',
      ...payload,
      examples: examples.map(({ example }) => example),
      at: located.position,
    };
  }

  /** Messages on a socket consist of their payload alone. */
  #refuseHeaders(described: WithTraits): void {
    const headers = described.get('headers');
    if (headers === undefined) return;
    const message = 'headers of a message are not supported';
    this.#reading.refuseOr('they are ignored', 'unsupported-feature', headers.keyPosition, message, 'Put the values into the payload');
  }

  /** Examples are as on the wire; those of JSON within a text are decoded. */
  #readExamples(described: WithTraits, encoding: Message['encoding']): LocatedExample[] {
    return (described.get('examples')?.items() ?? []).flatMap((item, index) => {
      const value = item.get('payload');
      const decoded = value && (encoding === 'json-text' ? this.#decode(value) : value);
      if (decoded === undefined || value === undefined) return [];
      const name = item.text('name') ?? (index === 0 ? 'default' : `default${index + 1}`);
      return [{ example: { name, value: decoded.value, at: value.position }, value: decoded }];
    });
  }

  #decode(value: Located): Located | undefined {
    try {
      return value.withValue(JSON.parse(String(value.value)));
    } catch {
      const hint = 'Write the JSON as one text, in quotes';
      return this.#reading.refuse('invalid-example', value, 'the example is not a text that holds JSON', hint);
    }
  }
}
