import { stringify } from '../int64/stringify.ts';
import { MalformedMessage } from './client-errors.ts';
import { InexactInteger, inexact, type Parse } from './parse-exactly.ts';

/**
 * The values of `application/jsonl` or `application/json-seq` (RFC 7464), as they come. A last line without its end is a value too,
 * since the connection says whether the body is whole.
 * @throws MalformedMessage; whatever the network failed with
 */
export async function* parseLines<Item>(bytes: AsyncIterable<Uint8Array>, parse: Parse = JSON.parse): AsyncGenerator<Item, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!isBlank(line)) yield parseLine(line, parse) as Item;
  }
  if (!isBlank(rest)) yield parseLine(rest, parse) as Item;
}

function isBlank(line: string): boolean {
  return /^[\u001e\s]*$/.test(line);
}

function parseLine(line: string, parse: Parse): unknown {
  try {
    return parse(line.replace(/^\u001e+/, ''));
  } catch (error) {
    if (error instanceof InexactInteger) throw inexact(line, error);
    throw new MalformedMessage(line, 'a line that is no JSON');
  }
}

/** The body of a request of lines. */
export function encodeLines(items: unknown, mediaType: string): string {
  const before = /json-seq/.test(mediaType) ? '\u001e' : '';
  return (items as readonly unknown[]).map((item) => `${before}${stringify(item)}\n`).join('');
}
