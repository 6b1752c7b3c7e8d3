import type { MediaRow, ResponseRow } from '../contract.ts';

/** Finds the declared response of a status: exact, then range, then `default` (OpenAPI 3.1, "Responses Object"). */
export interface Responses {
  find(status: number): ResponseRow | undefined;
  /** Media types that a successful answer may have; empty where success has no body. */
  readonly offered: readonly string[];
}

export function prepareResponses(rows: Readonly<Record<string, ResponseRow>>): Responses {
  const found = new Map<number, ResponseRow | undefined>();
  const find = (status: number): ResponseRow | undefined => {
    if (found.has(status)) return found.get(status);
    const row = rows[status] ?? rows[`${Math.trunc(status / 100)}XX`] ?? rows['default'];
    found.set(status, row);
    return row;
  };
  return { find, offered: offeredMediaTypes(rows) };
}

/** `default` counts as success only where no success is declared. */
function offeredMediaTypes(rows: Readonly<Record<string, ResponseRow>>): string[] {
  const successes = Object.keys(rows).filter((status) => status.startsWith('2'));
  const statuses = successes.length > 0 ? successes : ['default'];
  return [...new Set(statuses.flatMap((status) => rows[status]?.content.map((media) => media.mediaType) ?? []))];
}

/** The row of a media type; parameters and case do not count. */
export function findMedia(content: readonly MediaRow[], contentType: string): MediaRow | undefined {
  const wanted = essence(contentType);
  return content.find((media) => essence(media.mediaType) === wanted)
    ?? content.find((media) => covers(essence(media.mediaType), wanted));
}

/** `Text/HTML; charset=utf-8` → `text/html` (WHATWG MIME Sniffing, "essence"). */
export function essence(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/** Whether a media range of the contract, `image/*` or `*\/*`, covers a type. */
export function covers(range: string, type: string): boolean {
  if (range === '*/*' || range === type) return true;
  return range.endsWith('/*') && type.startsWith(range.slice(0, -1));
}

/** Whether a row leaves it to each message what exactly its media type is: a range, or a boundary that is not ours. */
export function isOpen({ mediaType, codec }: MediaRow): boolean {
  return mediaType.includes('*') || codec === 'binary' && mediaType.startsWith('multipart/');
}
