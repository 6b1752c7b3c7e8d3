import type { ValueShape } from '../../model/types.ts';
import { key } from '../quote.ts';

/** Functions that turn a text into what a shape allows, the outermost last. None for a shape that takes texts only. */
export function conversions({ types, int64 }: ValueShape): string[] {
  const names: string[] = [];
  if (int64 === true) names.push('toBigInt');
  else if (types.includes('integer') && !types.includes('number')) names.push('toInteger');
  if (types.includes('number')) names.push('toNumber');
  if (types.includes('boolean')) names.push('toBoolean');
  if (types.includes('null')) names.push('toNull');
  return names;
}

/** An expression for the value of a text. */
export function convert(shape: ValueShape, text: string): string {
  return conversions(shape).reduce((code, name) => `${name}(${code})`, text);
}

/** The same as a function, for each item of a list; undefined when texts stay texts. */
export function converter(shape: ValueShape): string | undefined {
  const [first, ...others] = conversions(shape);
  return first === undefined || others.length === 0 ? first : `(text) => ${convert(shape, 'text')}`;
}

/** `{ known: { x: toInteger }, others: toNumber }`: how an object's properties are read. */
export function fieldKinds({ properties = {}, additionalProperties }: ValueShape): string {
  const known = Object.entries(properties).map(([name, shape]) => `${key(name)}: ${converter(shape) ?? 'undefined'}`);
  const others = additionalProperties && converter(additionalProperties);
  return `{ known: ${known.length === 0 ? '{}' : `{ ${known.join(', ')} }`}${others === undefined ? '' : `, others: ${others}`} }`;
}

export type Form = 'single' | 'list' | 'object';

/** The plain values that what may be an object may be, too: `page=2` beside `size=10&number=2`. */
export function plainOf(shape: ValueShape): ValueShape | undefined {
  const types = shape.types.filter((type) => type !== 'object' && type !== 'array' && type !== 'null');
  return types.length === 0 ? undefined : { types };
}

/** Which of the style tables' columns a parameter belongs to: a list when it may be one. */
export function formOf({ types }: ValueShape): Form {
  if (types.includes('array')) return 'list';
  return types.includes('object') ? 'object' : 'single';
}
