import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isDateTime } from './date-time.ts';
import { isUuid } from './uuid.ts';

/** Formats of numbers are objects, because Ajv calls them so. */
type Format = ((text: string) => boolean) | { readonly type: 'number'; readonly validate: (value: number) => boolean };

/** RFC 9110 section 4.1 asks for 8 000 bytes at least; the pattern takes time that grows with the square of the length. */
const longestUrl = 8000;
const isUrl = toFunction(fullFormats.url) as (text: string) => boolean;

/**
 * Every format of JSON Schema and of OpenAPI by name; `password` and `binary` take any text. An integer that JSON cannot carry
 * exactly was already changed when the body was parsed, so `int64` and `uint64` end at 2^53 - 1.
 */
export const formats: Readonly<Record<string, Format>> = {
  ...Object.fromEntries(Object.entries(fullFormats).map(([name, format]) => [name, toFunction(format)])),
  'date-time': isDateTime,
  uuid: isUuid,
  byte: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
  url: (text) => text.length <= longestUrl && isUrl(text),
  base64url: (text) => /^[\w-]*$/.test(text),
  decimal: (text) => /^[+-]?\d+(?:\.\d+)?$/.test(text),
  int8: wholeNumber(-(2 ** 7), 2 ** 7 - 1),
  int16: wholeNumber(-(2 ** 15), 2 ** 15 - 1),
  int32: wholeNumber(-(2 ** 31), 2 ** 31 - 1),
  int64: wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  uint8: wholeNumber(0, 2 ** 8 - 1),
  uint16: wholeNumber(0, 2 ** 16 - 1),
  uint32: wholeNumber(0, 2 ** 32 - 1),
  uint64: wholeNumber(0, Number.MAX_SAFE_INTEGER),
};

function wholeNumber(least: number, most: number): Format {
  return { type: 'number', validate: (value) => Number.isInteger(value) && value >= least && value <= most };
}

function toFunction(format: unknown): Format {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === 'function') return format as Format;
  if (typeof format !== 'object' || format === null || !('validate' in format)) return () => true;
  return 'type' in format && format.type === 'number' ? (format as Format) : toFunction(format.validate);
}
