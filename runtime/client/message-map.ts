/** A name in a map from message names to their values: an interface or a type literal, as generated from an AsyncAPI document. */
export type MessageName<Map> = keyof Map & string;

/** What may be sent as a message: the discriminator is filled in where it is left out. */
export type Sendable<Payload, Discriminator extends string> = Payload extends unknown ? Payload | Omit<Payload, Discriminator> : never;

/** How the payload of a Socket.IO message travels; see the runtime's MessageEncoding. */
export type Encoding = 'json' | 'json-text' | 'text' | 'none';
