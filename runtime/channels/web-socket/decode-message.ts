import { MalformedBody, parseJsonText } from '../../body/parse-json.ts';
import { withIntegers } from '../../int64/parse-with-integers.ts';
import type { ChannelRow } from '../../contract.ts';
import type { Incoming, Malformed } from '../frame.ts';

/** Reads a text frame: a JSON object with the channel's discriminator, or why it is none. */
export function decodeMessage(row: ChannelRow, text: string, bytes: number): Incoming | Malformed {
  const { discriminator } = row;
  const only = discriminator === undefined ? onlyMessage(row) : undefined;
  if (only?.encoding === 'text') return { name: only.name, payload: text, bytes };
  try {
    const payload = parseJsonText(text);
    const name = discriminator === undefined ? (only?.name ?? '') : readName(payload, discriminator);
    const int64 = Object.hasOwn(row.receive, name) ? row.receive[name]?.int64 : undefined;
    return { name, payload: int64 === undefined ? payload : withIntegers(payload, text, int64), bytes };
  } catch (error) {
    if (error instanceof MalformedBody) return { detail: error.message.replace(/^The body/, 'The message'), bytes };
    throw error;
  }
}

/** Without a discriminator a channel receives messages of one kind. */
function onlyMessage({ receive }: ChannelRow): { readonly name: string; readonly encoding: string } | undefined {
  const [only] = Object.entries(receive);
  return only === undefined ? undefined : { name: only[0], encoding: only[1].encoding };
}

/** @throws MalformedBody */
function readName(value: unknown, discriminator: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedBody('The message is not a JSON object.');
  const name = Object.hasOwn(value, discriminator) ? (value as Record<string, unknown>)[discriminator] : undefined;
  if (typeof name !== 'string') throw new MalformedBody(`The message has no text "${discriminator}".`);
  return name;
}
