import type { Position } from '../../load/position.ts';
import type { Message } from './channel.ts';
import type { Parameter } from './parameter.ts';

/** A channel that others carry, such as Kafka or MQTT: nothing serves it here, but programs on both ends go by its messages. */
export interface Topic {
  readonly kind: 'topic';
  /** Key under `channels`. */
  readonly name: string;
  /** `LightingMeasured`. */
  readonly typeName: string;
  /** As it is written, parameters in braces; absent where it is known to running programs only. */
  readonly address?: string;
  /** Of its servers, in order, each once; none where the document does not say. */
  readonly protocols: readonly string[];
  readonly title: string;
  readonly description: string;
  /** Those of the address, in order. */
  readonly parameters: readonly Parameter[];
  readonly messages: readonly TopicMessage[];
  readonly operations: readonly TopicOperation[];
  readonly at: Position;
}

/** What travels on a topic. */
export interface TopicMessage extends Omit<Message, 'kind' | 'encoding'> {
  readonly kind: 'topic-message';
  /** Key under the channel's `messages`. */
  readonly key: string;
  readonly contentType: string;
  /** `bytes`: in a form that nobody here reads, such as Avro. */
  readonly encoding: Message['encoding'] | 'bytes';
  /** The schema of a payload that is bytes, as JSON: enough to see that it changed. */
  readonly unreadSchema?: string;
  /** Names of the components that its headers satisfy, all of them: its own and those of its traits. */
  readonly headers: readonly string[];
}

/** What the application that the document describes does with a topic. */
export interface TopicOperation {
  /** Key under `operations`. */
  readonly id: string;
  readonly action: 'receive' | 'send';
  readonly summary: string;
  readonly description: string;
  /** Keys of messages of the topic. */
  readonly messages: readonly string[];
  readonly reply?: TopicReply;
}

export interface TopicReply {
  /** Key of the channel; absent where only the request says where its answer goes. */
  readonly channel?: string;
  /** Where in the request to find the address: a runtime expression (AsyncAPI 3.0, "Operation Reply Address Object"). */
  readonly address?: string;
  /** Keys of messages of that channel. */
  readonly messages: readonly string[];
}
