import { stringify } from '../int64/stringify.ts';
import { isFields, partsOf, textOf, type Encode, type ParameterForm } from './parameter-text.ts';

/**
 * A path template with its parameters filled in (RFC 6570, sections 3.2.2, 3.2.5 and 3.2.7). Within a segment that has more than
 * its parameter, `{name}.json`, the characters beside it are encoded where they are data, so that the service can tell them.
 *
 * @throws TypeError if a value is missing, empty, or `.` or `..` (which no URL can hold as a segment)
 */
export function encodePath(template: string, values: Readonly<Record<string, unknown>>, forms: Readonly<Record<string, ParameterForm>>): string {
  return template.split('/').map((segment) => encodeSegment(segment, values, forms)).join('/');
}

function encodeSegment(segment: string, values: Readonly<Record<string, unknown>>, forms: Readonly<Record<string, ParameterForm>>): string {
  if (!segment.includes('{')) return segment;
  const beside = new Set(segment.replaceAll(/\{[^{}]*\}/g, ''));
  const filled = segment.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => encodeParameter(name, values[name], forms[name] ?? {}, beside));
  if (/^\.{1,2}$/.test(filled)) throw new TypeError(`A URL cannot hold "${filled}" as a segment of its path: ${segment}.`);
  return filled;
}

function encodeParameter(name: string, value: unknown, { style = 'simple', explode = false, json = false }: ParameterForm, beside: ReadonlySet<string>): string {
  if (value === undefined || value === '') throw new TypeError(`The path parameter "${name}" needs a value.`);
  const encode = encoder(style === 'label' && explode ? new Set([...beside, '.']) : beside);
  if (json) return encode(stringify(value) ?? '');
  const text = styled(name, value, style, explode, encode);
  if (text === '') throw new TypeError(`The path parameter "${name}" needs a value.`);
  return text;
}

function styled(name: string, value: unknown, style: string, explode: boolean, encode: Encode): string {
  const parts = partsOf(value, explode, encode, name);
  if (style === 'label') return `.${parts.join(explode ? '.' : ',')}`;
  if (style !== 'matrix') return parts.join(',');
  const spelled = encodeURIComponent(name);
  if (explode && isFields(value)) return parts.map((part) => `;${part}`).join('');
  if (explode && Array.isArray(value)) return parts.map((part) => `;${spelled}=${part}`).join('');
  return `;${spelled}=${parts.join(',')}`;
}

/** Percent-encodes what is no letter or digit of its own, and whatever stands beside the parameter. */
function encoder(beside: ReadonlySet<string>): Encode {
  return (text) => {
    const encoded = encodeURIComponent(text);
    return beside.size === 0 ? encoded : encoded.replaceAll(/%[\dA-F]{2}|./g, (part) => (beside.has(part) ? percent(part) : part));
  };
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** A header's value: comma-separated, not percent-encoded (OpenAPI 3.1, "Style Values", `simple`). */
export function encodeHeader(name: string, value: unknown, { explode = false, json = false }: ParameterForm = {}): string {
  if (json) return stringify(value) ?? '';
  if (!Array.isArray(value) && !isFields(value)) return textOf(value, name);
  return partsOf(value, explode, (text) => withoutComma(name, text), name).join(',');
}

function withoutComma(name: string, text: string): string {
  if (!text.includes(',')) return text;
  throw new TypeError(`The header "${name}" cannot hold "${text}" in a list: it contains the delimiter.`);
}
