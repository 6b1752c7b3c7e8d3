import { isRecord } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import type { Message } from './types.ts';

/** Properties of an object that can have one value only. */
type Constants = ReadonlyMap<string, Constant>;

interface Constant {
  readonly value: unknown;
  readonly isRequired: boolean;
}

/** How the messages of a channel are told apart. */
export interface Telling {
  /** Absent where there is nothing to tell apart. */
  readonly property?: string;
  /** False where it cannot be done, and was refused or warned of. */
  readonly isPossible: boolean;
}

/**
 * The property whose constant names the messages of a WebSocket channel: the one with the most different values. Where it is not
 * required, a message without it is none of them, and a warning says so.
 */
export function tellApart(receives: readonly Message[], sends: readonly Message[], reading: Reading): Telling {
  const messages = [...new Set([...receives, ...sends])];
  const constants = new Map(messages.map((message) => [message, constantsOf(messageSchema(message), reading)]));
  const required = mostTelling([...constants.values()].map((found) => new Map([...found].filter(([, { isRequired }]) => isRequired))));
  const property = namesAll(constants, required) ? required : mostTelling([...constants.values()]);
  if (receives.length < 2 && sends.length < 2 && [...constants.values()].some((found) => found.get(property ?? '')?.isRequired !== true)) return { isPossible: true };
  for (const [message, found] of constants) judge(message, found.get(property ?? ''), property, reading);
  return { isPossible: namesAll(constants, property), ...(property === undefined ? {} : { property }) };
}

function namesAll(constants: ReadonlyMap<Message, Constants>, property: string | undefined): boolean {
  return [...constants.values()].every((found) => typeof found.get(property ?? '')?.value === 'string');
}

function judge(message: Message, constant: Constant | undefined, property = 'type', reading: Reading): void {
  if (typeof constant?.value !== 'string') {
    const explanation = `the message ${message.name} cannot be told from the others of its channel`;
    const hint = `Give each payload a required property ${property} with a const that is a text of its own`;
    reading.refuseOr('those of a direction are one message, in which anything is allowed', 'ambiguous-messages', message.at, explanation, hint);
  } else if (!constant.isRequired) {
    const explanation = `the message ${message.name} is told from others by ${property}, which is not required: without it, it is none`;
    reading.warn('ambiguous-messages', message.at, explanation, `Add ${property} to the required properties of its payload`);
  }
}

/** The message with the value of the discriminator as its name. */
export function nameByDiscriminator(message: Message, property: string | undefined, reading: Reading): Message {
  const value = property === undefined ? undefined : constantsOf(messageSchema(message), reading).get(property)?.value;
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
  const needed = requiredBy(schema, reading);
  const isRequired = (name: string) => needed.has(name) || all.some((constants) => constants.get(name)?.isRequired === true);
  return new Map(all.flatMap((constants) => [...constants].map(([name, { value }]) => [name, { value, isRequired: isRequired(name) }] as const)));
}

/** Names that a schema requires, itself or in what it refers to and in all of its `allOf`. */
function requiredBy(schema: JsonSchema, reading: Reading, open: ReadonlySet<JsonSchema> = new Set()): ReadonlySet<string> {
  if (typeof schema === 'boolean' || open.has(schema)) return new Set();
  const inside = new Set(open).add(schema);
  const parts = Array.isArray(schema.allOf) ? [...(schema.allOf as JsonSchema[])] : [];
  if (typeof schema.$ref === 'string') parts.push(reading.schemas.resolve({ $ref: schema.$ref }));
  const own = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  return new Set([...own, ...parts.flatMap((part) => [...requiredBy(part, reading, inside)])]);
}

/** Whether they are required is for the whole schema to say. */
function ownConstants({ properties }: Exclude<JsonSchema, boolean>, reading: Reading): Constants {
  if (!isRecord(properties)) return new Map();
  return new Map(
    Object.entries(properties).flatMap(([name, schema]): [string, Constant][] => {
      const constant = constantOf(schema as JsonSchema, reading);
      return constant === undefined ? [] : [[name, { ...constant, isRequired: false }]];
    }),
  );
}

function constantOf(schema: JsonSchema, reading: Reading): { value: unknown } | undefined {
  if (typeof schema === 'boolean') return undefined;
  if (Object.hasOwn(schema, 'const')) return { value: schema.const };
  if (Array.isArray(schema.enum)) return schema.enum.length === 1 ? { value: schema.enum[0] } : undefined;
  return typeof schema.$ref === 'string' ? constantOf(reading.schemas.resolve({ $ref: schema.$ref }), reading) : undefined;
}

function common(a: Constants, b: Constants): Constants {
  return new Map(
    [...a].flatMap(([name, { value, isRequired }]) => {
      const other = b.get(name);
      return other === undefined || other.value !== value ? [] : [[name, { value, isRequired: isRequired && other.isRequired }] as const];
    }),
  );
}

/** The property with the most different texts; among equals `type`, then the first of the alphabet. */
function mostTelling(constants: readonly Constants[]): string | undefined {
  const texts = new Map<string, Set<string>>();
  for (const [name, { value }] of constants.flatMap((found) => [...found])) {
    if (typeof value === 'string') texts.set(name, (texts.get(name) ?? new Set()).add(value));
  }
  const preference = (name: string) => (name === 'type' ? '' : name);
  const ranked = [...texts].sort(([a, x], [b, y]) => y.size - x.size || (preference(a) < preference(b) ? -1 : 1));
  return ranked[0]?.[0];
}
