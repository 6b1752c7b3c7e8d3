import { parseDocument, type YAMLParseError } from 'yaml';
import { joinQuotedLines } from './join-quoted-lines.ts';
import type { parseOptions } from './yaml-options.ts';

/** How many texts in quotes are looked after. */
const mostJoined = 50;

/** The document, and where a text in quotes had to be joined first; see {@link joinQuotedLines}. */
export function parseLoosely(text: string, options: typeof parseOptions): { readonly document: ReturnType<typeof parseDocument>; readonly joined: readonly number[] } {
  const first = parseDocument(text, options);
  let document = first;
  let current = text;
  const joined: number[] = [];
  while (document.errors.length > 0 && joined.length < mostJoined) {
    const { code, pos: [offset] } = document.errors[0] as YAMLParseError;
    const mended = code === 'MISSING_CHAR' ? joinQuotedLines(current, offset) : undefined;
    if (mended === undefined) return { document: first, joined: [] };
    joined.push(offset);
    current = mended;
    document = parseDocument(current, options);
  }
  return document.errors.length === 0 ? { document, joined } : { document: first, joined: [] };
}
