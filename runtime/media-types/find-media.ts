import { covers, essence, hasParameters, isRange, parseMediaType, type MediaType } from './media-type.ts';
import type { MediaRow } from '../contract.ts';

type Media = Pick<MediaRow, 'mediaType'>;

/**
 * The row of a media type, the most specific one first (OpenAPI 3.1, "Media Type Object", `content`): the type with its
 * parameters, the type without, `image/*`, `*\/*`. A message that does not name the parameters of the only row of its type is taken for that row's.
 */
export function findMedia<Row extends Media>(content: readonly Row[], contentType: string): Row | undefined {
  const [first] = content;
  // As nearly everybody has it.
  if (content.length === 1 && first?.mediaType === contentType && !contentType.includes(';')) return first;
  const wanted = essence(contentType);
  const same = content.filter(({ mediaType }) => essence(mediaType) === wanted);
  const [only] = same;
  if (only !== undefined && same.length === 1 && !only.mediaType.includes(';')) return only;
  return byParameters(same, contentType) ?? widest(content, wanted);
}

function byParameters<Row extends Media>(rows: readonly Row[], contentType: string): Row | undefined {
  const sent = rows.length === 0 ? undefined : parseMediaType(contentType);
  if (sent === undefined) return undefined;
  const matching = rows.filter((row) => hasParameters(sent, parsed(row)));
  const count = (row: Media | undefined): number => (row === undefined ? -1 : parsed(row).parameters.size);
  const best = matching.reduce<Row | undefined>((before, row) => (count(row) > count(before) ? row : before), undefined);
  return best ?? (rows.length === 1 ? rows.find((row) => !contradicts(sent, parsed(row))) : undefined);
}

function contradicts(sent: MediaType, declared: MediaType): boolean {
  return [...declared.parameters.keys()].some((name) => sent.parameters.has(name));
}

function widest<Row extends Media>(content: readonly Row[], wanted: string): Row | undefined {
  const ranges = content.filter(({ mediaType }) => isRange(mediaType) && covers(essence(mediaType), wanted));
  return ranges.find(({ mediaType }) => !mediaType.startsWith('*')) ?? ranges[0];
}

const known = new WeakMap<Media, MediaType>();
const nothing: MediaType = { type: '', subtype: '', parameters: new Map() };

function parsed(row: Media): MediaType {
  const found = known.get(row) ?? parseMediaType(row.mediaType) ?? nothing;
  known.set(row, found);
  return found;
}

/** Whether a row leaves it to each message what exactly its media type is: a range, or a boundary that is not ours. */
export function isOpen({ mediaType, codec }: Pick<MediaRow, 'mediaType' | 'codec'>): boolean {
  return isRange(mediaType) || codec === 'binary' && mediaType.startsWith('multipart/');
}
