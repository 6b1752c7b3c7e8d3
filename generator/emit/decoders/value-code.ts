import type { Parameter } from '../../model/types.ts';
import { fieldName } from '../extra-schemas.ts';
import { quote } from '../quote.ts';
import { convert, converter, fieldKinds, formOf } from './convert.ts';

/** Names of the runtime's functions that read a raw text, by place. */
export function readerOf({ in: place, allowReserved }: Parameter): string {
  if (place === 'query' && allowReserved) return 'reservedText';
  return `${place}Text`;
}

/** JSON Pointer of a parameter or of a part of it. */
export function pointerOf(...tokens: readonly string[]): string {
  return quote(tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
}

/** An expression for the value of a parameter that stands in one raw text: everywhere but in an exploded query or cookie. */
export function valueCode(parameter: Parameter, raw: string): string {
  const { shape, contentType } = parameter;
  if (contentType !== undefined)
    return `jsonValue(${text(parameter, raw)}, ${quote(parameter.in)}, ${pointerOf(fieldName(parameter))}, violations)`;
  if (formOf(shape) === 'list') return listCode(parameter, raw);
  if (formOf(shape) === 'object') return objectCode(parameter, raw);
  return convert(shape, text(parameter, raw));
}

function text(parameter: Parameter, raw: string): string {
  return `${readerOf(parameter)}(${unstyled(parameter, raw)}, ${pointerOf(fieldName(parameter))}, violations)`;
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
      return `${raw.includes('??') ? `(${raw})` : raw}.split(',')`;
  }
}
