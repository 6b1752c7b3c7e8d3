import type { Content } from '../model/types.ts';
import { quote } from './quote.ts';

/** Whether the contract leaves it to each message what exactly its media type is: a range, or a boundary that is not ours. */
export function isOpen({ mediaType, codec }: Pick<Content, 'mediaType' | 'codec'>): boolean {
  return mediaType.includes('*') || (codec === 'binary' && /^multipart\//i.test(mediaType));
}

/** Type of a message's media type: the text of the contract, or `image/${string}` where it leaves something open. */
export function mediaTypeType(content: Pick<Content, 'mediaType' | 'codec'>): string {
  const essence = content.mediaType.replace(/;.*$/s, '').trim();
  if (!isOpen(content)) return quote(content.mediaType);
  if (essence === '*/*') return 'string';
  const text = essence.includes('*') ? essence.replaceAll('*', '${string}') : `${essence}\${string}`;
  return `\`${text.replaceAll('`', '\\`')}\``;
}

/** What the runtime writes where a handler names no type. */
const defaultTypes: Readonly<Partial<Record<Content['codec'], string>>> = { json: 'application/json', text: 'text/plain' };

/** Whether an answer within this range has a media type unless the handler names another: JSON or plain text, where they are within. */
export function hasDefaultType({ mediaType, codec }: Pick<Content, 'mediaType' | 'codec'>): boolean {
  const [before, after] = mediaType.replace(/;.*$/s, '').trim().toLowerCase().replace('*/*', '*').split('*');
  const type = defaultTypes[codec];
  return type !== undefined && after !== undefined && type.startsWith(before ?? '') && type.endsWith(after);
}
