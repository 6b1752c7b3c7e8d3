import type { ValueShape } from '../../model/types.ts';

/** Functions that turn a text into what a shape allows, the outermost last. None for a shape that takes texts only. */
export function conversions({ types }: ValueShape): string[] {
  const names: string[] = [];
  if (types.includes('integer') && !types.includes('number')) names.push('toInteger');
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
  return first === undefined || others.length === 0 ? first : `(text: string) => ${convert(shape, 'text')}`;
}

/** `{ x: toInteger }`: the properties of an object that do not stay text. */
export function fieldKinds({ properties }: ValueShape, key: (name: string) => string): string {
  const kinds = Object.entries(properties ?? {}).flatMap(([name, shape]) => {
    const kind = converter(shape);
    return kind === undefined ? [] : [`${key(name)}: ${kind}`];
  });
  return kinds.length === 0 ? '{}' : `{ ${kinds.join(', ')} }`;
}

export type Form = 'single' | 'list' | 'object';

/** Which of the style tables' columns a parameter belongs to: a list when it may be one. */
export function formOf({ types }: ValueShape): Form {
  if (types.includes('array')) return 'list';
  return types.includes('object') ? 'object' : 'single';
}
