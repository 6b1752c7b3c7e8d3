import type { Parameter } from '../../model/types.ts';
import { fieldName } from '../extra-schemas.ts';
import { importedPlaces } from '../int64/int64-code.ts';
import { quote } from '../quote.ts';
import { convert, converter, fieldKinds, formOf, plainOf } from './convert.ts';

/** Names of the runtime's functions that read a raw text, by place. */
export function readerOf({ in: place, style, allowReserved }: Parameter): string {
  if (style === 'cookie') return 'plainText';
  if (place === 'query' && allowReserved) return 'reservedText';
  return `${place}Text`;
}

/** JSON Pointer of a parameter or of a part of it. */
export function pointerOf(...tokens: readonly string[]): string {
  return quote(tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
}

/** How generated code gets at the text of a parameter. */
export interface RawCode {
  /** An expression for the text as it was sent. */
  readonly raw: string;
  /** An expression for the decoded text. */
  readonly read: (pointer: string) => string;
}

/** A parameter that has a text of its own: in the path, or a header. */
export function wholeText(parameter: Parameter, raw: string): RawCode {
  return { raw, read: (pointer) => `${readerOf(parameter)}(${unstyled(parameter, raw)}, ${pointer}, violations)` };
}

/** A parameter whose text is the value of the pair at hand. */
export function pairText({ allowReserved, style, in: place }: Parameter): RawCode {
  if (style === 'cookie') return { raw: 'pairs.raw()', read: () => 'pairs.plainText()' };
  const method = place === 'query' && allowReserved ? 'reservedText' : 'text';
  return { raw: 'pairs.raw()', read: (pointer) => `pairs.${method}(${pointer}, violations)` };
}

/** An expression for the value of a parameter that stands in one text: everywhere but in an exploded query or cookie. */
export function valueCode(parameter: Parameter, code: RawCode): string {
  const { shape, contentType, int64 } = parameter;
  const pointer = pointerOf(fieldName(parameter));
  if (contentType !== undefined) return `jsonValue(${code.read(pointer)}, ${quote(parameter.in)}, ${pointer}, violations${int64 === undefined ? '' : `, ${importedPlaces(int64).text}`})`;
  if (formOf(shape) === 'list') return listCode(parameter, code.raw);
  const plain = formOf(shape) === 'object' ? plainOf(shape) : undefined;
  if (plain !== undefined && isSimple(parameter)) {
    return `(${bracketed(code.raw)}.includes(${quote(parameter.explode ? '=' : ',')}) ? ${objectCode(parameter, code.raw)} : ${convert(plain, code.read(pointer))})`;
  }
  if (formOf(shape) === 'object') return objectCode(parameter, code.raw);
  return convert(shape, code.read(pointer));
}

function bracketed(raw: string): string {
  return raw.includes('??') ? `(${raw})` : raw;
}

/** Nothing but what separates keys and values tells an object from a plain text. */
function isSimple({ style }: Parameter): boolean {
  return style === 'simple' || style === 'form';
}

/** A single value without the prefix that its style puts before it (RFC 6570, sections 3.2.5 and 3.2.7). */
function unstyled(parameter: Parameter, raw: string): string {
  const { style, name } = parameter;
  if (style === 'label') return `labelText(${raw}, ${pointerOf(fieldName(parameter))}, violations)`;
  if (style === 'matrix') return `matrixText(${raw}, ${quote(name)}, ${pointerOf(fieldName(parameter))}, violations)`;
  return raw;
}

function listCode(parameter: Parameter, raw: string): string {
  const list = `listOf(${partsCode(parameter, raw)}, ${readerOf(parameter)}, ${pointerOf(fieldName(parameter))}, violations)`;
  const kind = parameter.shape.items && converter(parameter.shape.items);
  return kind === undefined ? list : `${list}.map(${kind.startsWith('(') ? kind : `(text) => ${kind}(text)`})`;
}

function objectCode(parameter: Parameter, raw: string): string {
  const reader = parameter.explode ? 'explodedFields' : 'fieldsOf';
  const how = `${readerOf(parameter)}, ${fieldKinds(parameter.shape)}`;
  const where = `${quote(parameter.in)}, ${pointerOf(fieldName(parameter))}`;
  return `${reader}(${partsCode(parameter, raw)}, ${how}, ${where}, violations)`;
}

/** Where the style cuts the text into parts. */
function partsCode(parameter: Parameter, raw: string): string {
  const { style, name, explode, shape } = parameter;
  const pointer = pointerOf(fieldName(parameter));
  switch (style) {
    case 'label':
      return `labelParts(${raw}, ${explode}, ${pointer}, violations)`;
    case 'matrix':
      return `matrixParts(${raw}, ${explode && formOf(shape) === 'object' ? 'undefined' : quote(name)}, ${explode}, ${pointer}, violations)`;
    case 'spaceDelimited':
      return `splitOnSpaces(${raw})`;
    case 'pipeDelimited':
      return `splitOnPipes(${raw})`;
    default:
      return `${bracketed(raw)}.split(',')`;
  }
}
