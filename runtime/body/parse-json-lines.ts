import { MalformedBody, parseJson } from './parse-json.ts';

const lineFeed = 0x0a;
const recordSeparator = 0x1e;

/**
 * The values of `application/jsonl`, a JSON text in each line, or of `application/json-seq` (RFC 7464), where a record separator
 * stands before each. Blank lines count for nothing.
 * @throws MalformedBody
 */
export function parseJsonLines(bytes: Buffer): unknown[] {
  const end = bytes.includes(recordSeparator) ? recordSeparator : lineFeed;
  const values: unknown[] = [];
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(end, from);
    const text = bytes.subarray(from, found < 0 ? bytes.length : found);
    if (!isBlank(text)) values.push(parseItem(text, values.length));
    from += text.length + 1;
  }
  return values;
}

function parseItem(text: Buffer, index: number): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof MalformedBody) throw new MalformedBody(`Item ${index + 1}: ${error.message}`);
    throw error;
  }
}

function isBlank(text: Buffer): boolean {
  return text.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === lineFeed);
}
