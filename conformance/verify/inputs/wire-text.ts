import type { Parameter } from '../../../generator/model/types.ts';
import type { Subject } from '../subject.ts';

/**
 * Whether a value of a parameter still breaks its schema once it was written: texts know no types, so `7` sent for a text is a
 * text, and an empty list is nothing at all. What cannot be told for sure is no.
 */
export function breaksOnTheWire(parameter: Parameter, value: unknown, subject: Subject): boolean {
  if (parameter.contentType !== undefined) return true;
  if (Array.isArray(value)) return value.length > 0 && value.every(isPlainItem) && !readings(value).some((reading) => subject.accepts(parameter, reading));
  if (typeof value === 'object') return false;
  if (value === '' && parameter.in !== 'query') return false;
  const texts = scalarReadings(value);
  const lists = texts.map((reading) => [reading]);
  return ![...texts, ...lists, []].some((reading) => subject.accepts(parameter, reading)) && isSendable(parameter, value);
}

/** Whether a right value arrives as what it is. */
export function isSendable({ in: place, contentType, style, shape }: Pick<Parameter, 'in' | 'contentType' | 'style' | 'shape'>, value: unknown): boolean {
  if (contentType !== undefined) return true;
  if (Array.isArray(value)) return value.length > 0 && value.every(isPlainItem);
  if (typeof value === 'object') return value !== null && style === 'deepObject' && Object.values(value).length > 0 && Object.values(value).every(isPlainItem);
  const text = scalarText(value);
  if (text === '' && (place !== 'query' || !shape.types.includes('string'))) return false;
  if (place === 'path') return !/^\.{1,2}$|[/\\]|^$/.test(text) && [...text].length < 2000;
  if (place === 'query') return text.length < 6000 && !/\p{Surrogate}/u.test(text);
  return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !/[",;\\]/.test(text) && text.length < 4000;
}

/** A text as what the schema takes it for; the text itself where it takes none of its readings. */
export function readText(text: string, parameter: Parameter, subject: Subject): unknown {
  return [text, ...scalarReadings(text), text.split(',')].find((reading) => subject.accepts(parameter, reading)) ?? text;
}

/** Letters that no style needs for itself. */
function isPlainItem(item: unknown): boolean {
  return (typeof item === 'string' && /^[\w-]+$/.test(item)) || typeof item === 'number' || typeof item === 'boolean';
}

/** A list of texts as each of what it may be read as. */
function readings(items: readonly unknown[]): unknown[] {
  const texts = items.map(String);
  const numbers = texts.map((text) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)));
  const booleans = texts.map((text) => (text === 'true' ? true : text === 'false' ? false : text));
  return [texts, numbers, booleans, ...(items.length === 1 ? [texts[0], numbers[0], booleans[0]] : [])];
}

/** What a text of it may be taken for. */
export function scalarReadings(value: unknown): unknown[] {
  const text = scalarText(value);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return [
    text,
    ...(Number.isNaN(number) ? [] : [number]),
    ...(text === 'true' || text === '1' ? [true] : []),
    ...(text === 'false' || text === '0' ? [false] : []),
    ...(text === '' || text === 'null' ? [null] : []),
  ];
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
