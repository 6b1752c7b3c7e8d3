import { stringify } from '../int64/stringify.ts';
import { fieldsOf, isFields, partsOf, textOf, type Encode, type ParameterForm } from './parameter-text.ts';

/** `name=value` pairs of one parameter, for a query or for cookies: OpenAPI 3.1, table "Style Values". */
export function encodePairs(name: string, value: unknown, form: ParameterForm = {}): string[] {
  const { style = 'form', explode = style === 'form' || style === 'deepObject' || style === 'cookie', json = false } = form;
  const encode = style === 'cookie' ? plainly(name) : form.reserved === true ? encodeReserved : encodeURIComponent;
  const spelled = style === 'cookie' ? name : encodeURIComponent(name);
  if (json) return [`${spelled}=${encode(stringify(value) ?? '')}`];
  if (style === 'deepObject') return deepPairs(name, value, encode);
  if (explode && Array.isArray(value)) return value.map((item) => `${spelled}=${encode(textOf(item, name))}`);
  if (explode && isFields(value)) return fieldsOf(value).flatMap(([key, field]) => encodePairs(key, field, { ...form, explode: true }));
  const parts = partsOf(value, false, delimited(style, name, encode), name);
  return parts.length === 0 ? [] : [`${spelled}=${parts.join(delimiters[style] ?? ',')}`];
}

const delimiters: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '|' };

/** Encoded or not, the delimiter of these styles cannot be data. Elsewhere an encoded comma is. */
function delimited(style: string, name: string, encode: Encode): Encode {
  if (style === 'cookie') return encode;
  const delimiter = { spaceDelimited: ' ', pipeDelimited: '|' }[style];
  if (delimiter === undefined) return (text) => encode(text).replaceAll(',', '%2C');
  return (text) => {
    if (text.includes(delimiter)) throw new TypeError(`The parameter "${name}" (style ${style}) cannot hold "${text}": it contains the delimiter.`);
    return encode(text);
  };
}

/**
 * `a[b]=1`, nested as far as the value is: `a[b][c]=1`. A list of single values repeats its name (`a[b]=1&a[b]=2`; `a[]=1` where
 * the parameter itself is the list), one of objects or lists counts: `a[0][b]=1`. The specification describes one level of
 * single values; this is what services that go further understand.
 */
function deepPairs(name: string, value: unknown, encode: Encode): string[] {
  if (isFields(value)) return fieldsOf(value).flatMap(([key, field]) => deepPairs(`${name}[${key}]`, field, encode));
  if (!Array.isArray(value)) return [`${encodeURIComponent(name)}=${encode(textOf(value, name))}`];
  const isPlain = value.every((item) => !Array.isArray(item) && !isFields(item));
  if (!isPlain) return value.flatMap((item, index) => deepPairs(`${name}[${index}]`, item, encode));
  const repeated = name.includes('[') ? name : `${name}[]`;
  return value.map((item) => `${encodeURIComponent(repeated)}=${encode(textOf(item, name))}`);
}

/** In style `cookie` nothing is encoded, so what cannot stand in a cookie (RFC 6265, section 4.1.1) is for the caller to encode. */
function plainly(name: string): Encode {
  return (text) => {
    if (/^[!#-+\--:<-[\]-~]*$/.test(text)) return text;
    throw new TypeError(`The parameter "${name}" (style cookie) cannot hold "${text}": encode it first.`);
  };
}

/** RFC 3986 section 3.4 allows these in a query; `&` would end the value, and `+` may be read as a space. */
function encodeReserved(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:3A|2F|3F|40|24|2C|3B|3D)/g, decodeURIComponent);
}
