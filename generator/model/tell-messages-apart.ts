import { isRecord } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import type { Message } from './types.ts';

/** Required properties of an object that can have one value only. */
type Constants = ReadonlyMap<string, unknown>;

/**
 * The property whose constant names the messages of a WebSocket channel: the one with the most different
 * values. Undefined where there is nothing to tell apart, or, with a refusal, where that cannot be done.
 */
export function findDiscriminator(receives: readonly Message[], sends: readonly Message[], reading: Reading): string | undefined {
  const messages = [...new Set([...receives, ...sends])];
  const constants = new Map(messages.map((message) => [message, constantsOf(messageSchema(message), reading)]));
  const property = mostTelling([...constants.values()]);
  if (receives.length < 2 && sends.length < 2 && [...constants.values()].some((found) => !found.has(property ?? '')))
    return undefined;
  for (const [message, found] of constants) {
    if (typeof found.get(property ?? '') === 'string') continue;
    const explanation = `the message ${message.name} cannot be told from the others of its channel`;
    const hint = `Give each payload a required property ${property ?? 'type'} with a const that is a text of its own`;
    reading.refuse('ambiguous-messages', message.at, explanation, hint);
  }
  return property;
}

/** The message with the value of the discriminator as its name. */
export function nameByDiscriminator(message: Message, property: string | undefined, reading: Reading): Message {
  const value = property === undefined ? undefined : constantsOf(messageSchema(message), reading).get(property);
  return typeof value === 'string' ? { ...message, name: value } : message;
}

function messageSchema({ encoding, schemaName }: Message): JsonSchema {
  return encoding === 'json' && schemaName !== undefined ? { $ref: `#/components/schemas/${schemaName}` } : true;
}

function constantsOf(schema: JsonSchema, reading: Reading, open: ReadonlySet<JsonSchema> = new Set()): Constants {
  if (typeof schema === 'boolean' || open.has(schema)) return new Map();
  const inside = new Set(open).add(schema);
  const inner = (part: JsonSchema) => constantsOf(part, reading, inside);
  const all = [ownConstants(schema, reading)];
  if (typeof schema.$ref === 'string') all.push(inner(reading.schemas.resolve({ $ref: schema.$ref })));
  if (Array.isArray(schema.allOf)) all.push(...(schema.allOf as JsonSchema[]).map(inner));
  for (const choice of [schema.oneOf, schema.anyOf]) {
    if (Array.isArray(choice) && choice.length > 0) all.push((choice as JsonSchema[]).map(inner).reduce(common));
  }
  return new Map(all.flatMap((constants) => [...constants]));
}

function ownConstants({ properties, required }: Exclude<JsonSchema, boolean>, reading: Reading): Constants {
  const found = new Map<string, unknown>();
  if (!isRecord(properties) || !Array.isArray(required)) return found;
  for (const name of required as string[]) {
    const constant = Object.hasOwn(properties, name) ? constantOf(properties[name] as JsonSchema, reading) : undefined;
    if (constant !== undefined) found.set(name, constant.value);
  }
  return found;
}

function constantOf(schema: JsonSchema, reading: Reading): { value: unknown } | undefined {
  if (typeof schema === 'boolean') return undefined;
  if (Object.hasOwn(schema, 'const')) return { value: schema.const };
  if (Array.isArray(schema.enum)) return schema.enum.length === 1 ? { value: schema.enum[0] } : undefined;
  return typeof schema.$ref === 'string' ? constantOf(reading.schemas.resolve({ $ref: schema.$ref }), reading) : undefined;
}

function common(a: Constants, b: Constants): Constants {
  return new Map([...a].filter(([name, value]) => b.has(name) && b.get(name) === value));
}

/** The property with the most different texts; among equals `type`, then the first of the alphabet. */
function mostTelling(constants: readonly Constants[]): string | undefined {
  const texts = new Map<string, Set<string>>();
  for (const [name, value] of constants.flatMap((found) => [...found])) {
    if (typeof value === 'string') texts.set(name, (texts.get(name) ?? new Set()).add(value));
  }
  const preference = (name: string) => (name === 'type' ? '' : name);
  const ranked = [...texts].sort(([a, x], [b, y]) => y.size - x.size || (preference(a) < preference(b) ? -1 : 1));
  return ranked[0]?.[0];
}
