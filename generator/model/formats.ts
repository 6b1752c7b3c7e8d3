import { fullFormats } from 'ajv-formats/dist/formats.js';
import { nearestWord } from '../load/did-you-mean.ts';

/** Formats of numbers are objects, because Ajv calls them so. */
type KnownFormat = ((text: string) => boolean) | { readonly type: 'number'; readonly validate: (value: number) => boolean };

/** Smallest and largest value of the integer formats of the OpenAPI Format Registry; what JSON cannot carry exactly is left out. */
export const integerRanges: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

/**
 * Every format that is checked, for examples and defaults at generation; the printed code calls those of the runtime, which
 * have the same names. Any other format is a note without effect (JSON Schema 2020-12 validation, section 7.2.3).
 */
export const knownFormats: Readonly<Record<string, KnownFormat>> = {
  ...Object.fromEntries(Object.entries(fullFormats).map(([name, format]) => [name, toKnown(format)])),
  ...Object.fromEntries(Object.entries(integerRanges).map(([name, [least, most]]) => [name, integerFormat(least, most)])),
  decimal: toKnown(/^[+-]?\d+(?:\.\d+)?$/),
  base64url: toKnown(/^[\w-]*$/),
};

function toKnown(format: unknown): KnownFormat {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === 'function') return format as KnownFormat;
  if (typeof format !== 'object' || format === null || !('validate' in format)) return () => true;
  return 'type' in format && format.type === 'number' ? (format as KnownFormat) : toKnown(format.validate);
}

function integerFormat(least: number, most: number): KnownFormat {
  return { type: 'number', validate: (value) => Number.isInteger(value) && value >= least && value <= most };
}

const formatHints = new Map<string, string>();

/** What to do about a format that is not known. A document may use one thousands of times. */
export function hintForFormat(format: string): string {
  const known = formatHints.get(format);
  if (known !== undefined) return known;
  const meant = nearestWord(format, Object.keys(knownFormats));
  const hint = meant === undefined ? 'Add a pattern, if it shall be checked' : `Did you mean ${meant}?`;
  formatHints.set(format, hint);
  return hint;
}
