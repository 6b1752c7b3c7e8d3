import type { Int64Place } from '../int64/int64-places.ts';
import { liftWith, parseTexts } from '../int64/parse-with-integers.ts';
import { MalformedBody, parseJson } from './parse-json.ts';

const lineFeed = 0x0a;
const recordSeparator = 0x1e;

/**
 * The values of `application/jsonl`, a JSON text in each line, or of `application/json-seq` (RFC 7464), where a record separator
 * stands before each. Blank lines count for nothing.
 * @throws MalformedBody
 */
export function parseJsonLines(bytes: Buffer, int64?: Int64Place): unknown[] {
  const end = bytes.includes(recordSeparator) ? recordSeparator : lineFeed;
  const values: unknown[] = [];
  const texts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(end, from);
    const text = bytes.subarray(from, found < 0 ? bytes.length : found);
    if (!isBlank(text)) {
      values.push(parseItem(text, values.length));
      texts.push(text);
    }
    from += text.length + 1;
  }
  if (int64 !== undefined) liftWith(values, () => texts.map((text) => parseTexts(text.toString())), int64);
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
