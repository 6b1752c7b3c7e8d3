import type { Located } from '../load/located.ts';
import type { Reading } from './reading.ts';
import type { Parameter, ParameterStyle, ValueShape } from './types.ts';

/** OpenAPI 3.2, "Parameter Object", table "Style Values"; the first of each is the default. */
const stylesByLocation: Readonly<Record<Parameter['in'], readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

export interface Style {
  readonly style: ParameterStyle;
  readonly explode: boolean;
  /** Where no style can carry the values, and the contract is taken all the same: they are one JSON text. */
  readonly isJson?: boolean;
}

/** Style and explode with their defaults, refused where the specification gives the combination no meaning. */
export function readStyle(parameter: Located, location: Parameter['in'], shape: ValueShape, reading: Reading): Style {
  const allowed = stylesByLocation[location];
  const written = parameter.get('style');
  const style = (written?.value ?? allowed[0]) as ParameterStyle;
  if (!allowed.includes(style)) {
    const message = `style ${style} does not exist for ${location} parameters`;
    reading.refuse('unsupported-style', written ?? parameter, message, `Use ${allowed.join(', ')}`);
    return usual(location);
  }
  const explode = parameter.get('explode');
  const result = { style, explode: typeof explode?.value === 'boolean' ? explode.value : explodesByDefault(style) };
  if (!checkCombination(result, shape, parameter, reading)) return style === 'deepObject' ? { style, explode: true } : usual(location);
  const flat = style === 'form' && result.explode ? withoutLists(shape) : shape;
  const isJson = style !== 'deepObject' && refuseNesting(style, flat, parameter, reading);
  return isJson ? { ...usual(location), isJson } : result;
}

/** The style that a parameter has where its contract names none. */
function usual(location: Parameter['in']): Style {
  const [style] = stylesByLocation[location] as readonly [ParameterStyle];
  return { style, explode: explodesByDefault(style) };
}

/** The specification's default for deepObject is false, which it gives no meaning; everybody means true. */
function explodesByDefault(style: ParameterStyle): boolean {
  return style === 'form' || style === 'deepObject' || style === 'cookie';
}

/** False, with a refusal, for what the specification gives no meaning. */
function checkCombination({ style, explode }: Style, shape: ValueShape, parameter: Located, reading: Reading): boolean {
  const at = parameter.get('explode') ?? parameter.get('style') ?? parameter;
  const refuse = (message: string, hint: string) => (reading.refuse('unsupported-style', at, message, hint), false);
  if (style === 'deepObject') {
    if (!explode) return refuse('deepObject with explode: false has no meaning', 'Remove explode, or write explode: true');
    const message = 'deepObject says nothing of a single value, which is sent as in style form';
    if (!isList(shape)) reading.warn('unsupported-style', at, message, 'Use style: form, or a schema with type: object');
  } else if (style === 'spaceDelimited' || style === 'pipeDelimited') {
    if (explode) return refuse(`${style} with explode: true has no meaning`, 'Use style: form with explode: true');
    if (!isList(shape)) return refuse(`${style} needs an array or object`, 'Use style: form, or a schema with type: array');
  }
  return true;
}

/** An exploded object in a query repeats the name of a property that is a list: `tag=a&tag=b`. */
function withoutLists(shape: ValueShape): ValueShape {
  if (shape.types.includes('array') || shape.properties === undefined) return shape;
  const single = Object.entries(shape.properties).map(([name, part]) => [name, part.types.includes('array') ? (part.items ?? { types: [] }) : part]);
  return { ...shape, properties: Object.fromEntries(single) as ValueShape['properties'] };
}

/** Every style but deepObject has room for one level only; tells whether there are more. */
export function refuseNesting(style: ParameterStyle, shape: ValueShape, located: Located, reading: Reading): boolean {
  if (!nests(shape)) return false;
  const hint = 'Use content: {application/json: …} for nested values, or style: deepObject in the query';
  reading.refuse('unsupported-style', located, `style ${style} cannot carry arrays or objects within others`, hint);
  return true;
}

function isList({ types }: ValueShape): boolean {
  return types.includes('array') || types.includes('object');
}

/** Whether a declared part of an array or object can only be an array or object itself. */
function nests(shape: ValueShape): boolean {
  const parts = [shape.items, shape.additionalProperties, ...Object.values(shape.properties ?? {})];
  return parts.some(
    (part) => part !== undefined && part.types.length > 0 && part.types.every((type) => type === 'array' || type === 'object'),
  );
}
