import type { Parameter } from './oracle.ts';

/** How a text is spelled on the wire. */
export type Encode = (text: string) => string;

/** Everything but letters and digits, as `%41`; safe in every style. */
export const encodeAll: Encode = (text) =>
  encodeURIComponent(text).replaceAll(/[^A-Za-z0-9%]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A parameter on the wire: pairs in query and cookies, one text elsewhere. */
export interface Written {
  readonly text: string;
  readonly pairs: readonly Pair[];
}

/** A parameter's value as OpenAPI 3.1's table "Style Values" and RFC 6570 write it. */
export function writeParameter(parameter: Parameter, value: unknown, encode: Encode): Written {
  if (parameter.in === 'query' || parameter.in === 'cookie') return { text: '', pairs: writePairs(parameter, value, encode) };
  return { text: writeText(parameter, value, parameter.in === 'header' ? (text) => text : encode), pairs: [] };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function writePairs(
  { name, style = 'form', explode = style === 'form', content }: Parameter,
  value: unknown,
  encode: Encode,
): Pair[] {
  const spelled = encode(name);
  if (content) return [{ name: spelled, value: encode(JSON.stringify(value)) }];
  if (style === 'deepObject')
    return fieldsOf(value).flatMap(([key, part]) =>
      [part].flat().map((item) => ({ name: `${spelled}[${encode(key)}]`, value: encode(textOf(item)) })),
    );
  if (Array.isArray(value)) {
    const items = value.map((item) => encode(textOf(item)));
    return explode
      ? items.map((item) => ({ name: spelled, value: item }))
      : [{ name: spelled, value: items.join(delimiters[style] ?? ',') }];
  }
  if (isObject(value)) {
    const fields = fieldsOf(value).map(([key, part]) => ({ name: encode(key), value: encode(textOf(part)) }));
    return explode ? fields : [{ name: spelled, value: fields.map((field) => `${field.name},${field.value}`).join(',') }];
  }
  return [{ name: spelled, value: encode(textOf(value)) }];
}

const delimiters: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '|' };

function writeText({ name, style = 'simple', explode = false }: Parameter, value: unknown, encode: Encode): string {
  const [first, between] = { label: ['.', '.'], matrix: [';', ';'] }[style] ?? ['', ','];
  const separator = explode ? between : ',';
  const named = style === 'matrix' ? `${name}=` : '';
  if (Array.isArray(value)) {
    const items = value.map((item) => encode(textOf(item)));
    return explode ? first + items.map((item) => named + item).join(separator) : first + named + items.join(',');
  }
  if (!isObject(value)) return first + named + encode(textOf(value));
  const fields = fieldsOf(value).map(([key, part]) => `${encode(key)}${explode ? '=' : ','}${encode(textOf(part))}`);
  return explode ? first + fields.join(separator) : first + named + fields.join(',');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
