import { stringify } from '../int64/stringify.ts';
import { RuntimeError } from '../errors.ts';
import type { HeaderForm } from '../contract.ts';

/**
 * The lines of one header: a list has one for each item, which is the same as commas between them (RFC 9110 section 5.3) and what Set-Cookie needs.
 * @throws RuntimeError `reply-invalid` for a value that the header's form has no room for.
 */
export function headerTexts(name: string, value: unknown, form: HeaderForm | undefined): readonly string[] {
  if (form?.as === 'json') return [asciiJson(name, value)];
  if (Array.isArray(value)) return value.map((item) => scalarText(name, item));
  if (typeof value !== 'object' || value === null || form?.as !== 'fields') return [scalarText(name, value)];
  const pairs = Object.entries(value).filter(([, field]) => field !== undefined);
  const texts = pairs.map(([key, field]) => [delimited(name, key), delimited(name, scalarText(name, field))]);
  return [texts.map((pair) => pair.join(form.explode === true ? '=' : ',')).join(',')];
}

/** Letters beyond ASCII are escaped, so that every header line can hold every JSON text. */
function asciiJson(name: string, value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new RuntimeError('reply-invalid', `The header ${JSON.stringify(name)} must be a value that JSON can write.`);
  return text.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function scalarText(name: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  throw new RuntimeError('reply-invalid', `The header ${JSON.stringify(name)} has a list or an object where there is room for a single value only.`);
}

function delimited(name: string, text: string): string {
  if (!text.includes(',')) return text;
  throw new RuntimeError('reply-invalid', `The header ${JSON.stringify(name)} holds a comma within a value, where it would end it.`);
}
