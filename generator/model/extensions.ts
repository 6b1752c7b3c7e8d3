import { isRecord, type Located } from '../load/located.ts';
import { nearestWord } from '../load/did-you-mean.ts';
import type { Reading } from './reading.ts';

/** Where each of our `x-` words may stand. Anything else that begins with `x-` is somebody else's and left alone. */
export const extensionPlaces = {
  'x-body-limit': ['root', 'path', 'operation'],
  'x-timeout': ['root', 'path', 'operation'],
  'x-rate-limit': ['root', 'path', 'operation'],
  'x-idempotency': ['root', 'path', 'operation'],
  'x-verify': ['root', 'path', 'operation', 'channel'],
  'x-events': ['stream'],
  'x-streamed': ['bytes of a request'],
  'x-message-limit': ['channel'],
  'x-message-rate': ['channel'],
  'x-idle': ['channel'],
  'x-backpressure': ['channel'],
  'x-close-codes': ['channel'],
  'x-subprotocols': ['channel'],
  'x-security-optional': ['channel'],
} as const satisfies Record<string, readonly ExtensionPlace[]>;

export type ExtensionPlace = 'root' | 'path' | 'operation' | 'stream' | 'bytes of a request' | 'channel' | 'elsewhere';
export type ExtensionName = keyof typeof extensionPlaces;

/** Refuses our words where they mean nothing, and words that were probably meant to be ours. */
export function checkExtensions(located: Located, place: ExtensionPlace, reading: Reading): void {
  for (const [name, member] of located.members()) {
    if (!name.startsWith('x-')) continue;
    const places: readonly string[] | undefined = isExtensionName(name) ? extensionPlaces[name] : undefined;
    if (places?.includes(place)) continue;
    if (places !== undefined) {
      reading.refuse('unknown-extension', member.keyPosition, `${name} means nothing here`, `Write it on: ${places.join(', ')}`);
      continue;
    }
    const meant = nearestWord(name, Object.keys(extensionPlaces));
    if (meant !== undefined) {
      const hint = `Did you mean ${meant}? If not, choose a name that is less alike`;
      reading.refuse('unknown-extension', member.keyPosition, `${name} is not one of our words`, hint);
    }
  }
}

function isExtensionName(name: string): name is ExtensionName {
  return Object.hasOwn(extensionPlaces, name);
}

/** The value nearest to the operation, of the same word on operation, path item and root. */
export function inherited(name: ExtensionName, levels: readonly (Located | undefined)[]): Located | undefined {
  return levels.map((level) => level?.get(name)).find((value) => value !== undefined);
}

/** A whole number from `least` on, or the default where nothing is written. */
export function wholeNumber(located: Located | undefined, fallback: number, least: number, reading: Reading): number {
  if (located === undefined) return fallback;
  if (Number.isSafeInteger(located.value) && (located.value as number) >= least) return located.value as number;
  const message = `${JSON.stringify(located.value)} is not a whole number from ${least} on`;
  reading.refuse('invalid-extension', located, message, `Write a whole number, for example ${Math.max(fallback, least)}`);
  return fallback;
}

/** Refuses members that a word does not have. Returns whether the value is an object at all. */
export function hasOnlyMembers(located: Located, names: readonly string[], reading: Reading): boolean {
  const hint = `It takes: ${names.join(', ')}`;
  if (!isRecord(located.value)) {
    reading.refuse('invalid-extension', located, 'an object is needed here', hint);
    return false;
  }
  for (const [name, member] of located.members()) {
    if (!names.includes(name)) reading.refuse('invalid-extension', member.keyPosition, `${name} means nothing here`, hint);
  }
  return true;
}
