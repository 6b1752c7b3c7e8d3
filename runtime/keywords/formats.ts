import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isDateTime } from './date-time.ts';

/** Formats of numbers are objects, because Ajv calls them so. */
type Format = ((text: string) => boolean) | { readonly type: 'number'; readonly validate: (value: number) => boolean };

/** RFC 9562, section 4; the URN form that `ajv-formats` also takes is another spelling than the one services give out. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Every format of JSON Schema and of OpenAPI by name; `password` and `binary` take any text. */
export const formats: Readonly<Record<string, Format>> = {
  ...Object.fromEntries(Object.entries(fullFormats).map(([name, format]) => [name, toFunction(format)])),
  'date-time': isDateTime,
  uuid: (text) => uuid.test(text),
};

function toFunction(format: unknown): Format {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === 'function') return format as Format;
  if (typeof format !== 'object' || format === null || !('validate' in format)) return () => true;
  return 'type' in format && format.type === 'number' ? (format as Format) : toFunction(format.validate);
}
