import { componentPrefix } from './component-reference.ts';
import { Int64Finder, type Int64Places } from './int64-places.ts';
import { liftInt64, placesOfItems, placesOfProperty } from './lift-int64.ts';
import type { Api, Body, BodyField, Channel, Content, Example, Header, Message, Operation, Parameter, Topic, Webhook } from './types.ts';

type Parts = Pick<Api, 'operations' | 'channels' | 'topics' | 'webhooks' | 'returned' | 'schemas'>;

/** Says of every part of an API that carries values where these have bigints. */
export function placeInt64<Placed extends Parts>(api: Placed): Placed {
  const finder = new Int64Finder(api.schemas);
  const placing = new Placing(finder);
  return {
    ...api,
    operations: api.operations.map((operation) => placing.operation(operation)),
    channels: api.channels.map((channel) => placing.channel(channel)),
    topics: api.topics.map((topic) => placing.topic(topic)),
    webhooks: api.webhooks.map((webhook) => placing.webhook(webhook)),
    returned: api.returned.map((level) => level.map((webhook) => placing.webhook(webhook))),
  };
}

class Placing {
  readonly #finder: Int64Finder;

  constructor(finder: Int64Finder) {
    this.#finder = finder;
  }

  webhook(webhook: Webhook): Webhook {
    return { ...webhook, operation: this.operation(webhook.operation) };
  }

  operation(operation: Operation): Operation {
    const { parameters, body, responses } = operation;
    return {
      ...operation,
      parameters: parameters.map((parameter) => this.#parameter(parameter)),
      ...(body === undefined ? {} : { body: this.#body(body) }),
      responses: responses.map((response) => ({
        ...response,
        headers: response.headers.map((header) => this.#withSchema(header)),
        contents: response.contents.map((content) => this.#content(content)),
      })),
    };
  }

  channel(channel: Channel): Channel {
    const { parameters, receives, sends } = channel;
    return {
      ...channel,
      parameters: parameters.map((parameter) => this.#parameter(parameter)),
      receives: receives.map((receive) => ({ ...receive, message: this.#message(receive.message), replies: receive.replies.map((reply) => this.#message(reply)) })),
      sends: sends.map((message) => this.#message(message)),
    };
  }

  topic(topic: Topic): Topic {
    return { ...topic, parameters: topic.parameters.map((parameter) => this.#parameter(parameter)), messages: topic.messages.map((message) => this.#message(message)) };
  }

  /** Its default is put in by code, and its examples are values. */
  #parameter(parameter: Parameter): Parameter {
    const lift = (value: unknown) => liftInt64(value, this.#finder.placesOf(parameter.schema), this.#finder);
    const { shape, examples } = this.#withSchema(parameter);
    return {
      ...this.#withSchema(parameter),
      ...(shape.default === undefined ? {} : { shape: { ...shape, default: lift(shape.default) } }),
      ...(examples === undefined ? {} : { examples: examples.map(lift) }),
    };
  }

  #body(body: Body): Body {
    return { ...body, contents: body.contents.map((content) => this.#content(content)) };
  }

  #content(content: Content): Content {
    const places = this.#finder.placesOf(content.itemSchema ?? content.schema);
    const fields = content.fields?.map((field) => this.#field(field, places));
    const examples = this.#lifted(content.examples, places);
    return { ...placed(content, places), examples, ...(fields === undefined ? {} : { fields }) };
  }

  #lifted(examples: readonly Example[], places: Int64Places | undefined): readonly Example[] {
    return examples.map((example) => ({ ...example, value: liftInt64(example.value, places, this.#finder) }));
  }

  #field(field: BodyField, places: Int64Places | undefined): BodyField {
    const whole = places && placesOfProperty(places, field.name, this.#finder);
    const own = whole && field.isList ? placesOfItems(whole, this.#finder) : whole;
    return { ...placed(field, own), headers: field.headers.map((header): Header => this.#withSchema(header)) };
  }

  #message<Carried extends Pick<Message, 'schemaName' | 'int64' | 'examples'>>(message: Carried): Carried {
    const { schemaName } = message;
    const places = schemaName === undefined ? undefined : this.#finder.placesOf({ $ref: componentPrefix + schemaName });
    return { ...placed(message, places), examples: this.#lifted(message.examples, places) };
  }

  #withSchema<Part extends Pick<Header, 'schema' | 'int64'>>(part: Part): Part {
    return placed(part, this.#finder.placesOf(part.schema));
  }
}

function placed<Part extends { readonly int64?: Int64Places }>(part: Part, places: Int64Places | undefined): Part {
  return places === undefined ? part : { ...part, int64: places };
}
