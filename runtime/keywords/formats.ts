import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isDateTime } from './date-time.ts';
import { isUuid } from './uuid.ts';

/** Formats of numbers are objects, because Ajv calls them so. */
type Format = ((text: string) => boolean) | { readonly type: 'number'; readonly validate: (value: number) => boolean };

/** Every format of JSON Schema and of OpenAPI by name; `password` and `binary` take any text. */
export const formats: Readonly<Record<string, Format>> = {
  ...Object.fromEntries(Object.entries(fullFormats).map(([name, format]) => [name, toFunction(format)])),
  'date-time': isDateTime,
  uuid: isUuid,
};

function toFunction(format: unknown): Format {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === 'function') return format as Format;
  if (typeof format !== 'object' || format === null || !('validate' in format)) return () => true;
  return 'type' in format && format.type === 'number' ? (format as Format) : toFunction(format.validate);
}
