import type { Located } from '../load/located.ts';
import type { Reading } from './reading.ts';
import type { Parameter, ParameterStyle, ValueShape } from './types.ts';

/** OpenAPI 3.1, "Parameter Object", table "Style Values"; the first of each is the default. */
const stylesByLocation: Readonly<Record<Parameter['in'], readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

export interface Style {
  readonly style: ParameterStyle;
  readonly explode: boolean;
}

/** Style and explode with their defaults, refused where the specification gives the combination no meaning. */
export function readStyle(parameter: Located, location: Parameter['in'], shape: ValueShape, reading: Reading): Style {
  const allowed = stylesByLocation[location];
  const written = parameter.get('style');
  const style = (written?.value ?? allowed[0]) as ParameterStyle;
  if (!allowed.includes(style)) {
    const message = `style ${style} does not exist for ${location} parameters`;
    reading.refuse('unsupported-style', written ?? parameter, message, `Use ${allowed.join(', ')}`);
    return { style: allowed[0] as ParameterStyle, explode: false };
  }
  const explode = parameter.get('explode');
  const result = { style, explode: typeof explode?.value === 'boolean' ? explode.value : explodesByDefault(style) };
  checkCombination(result, shape, parameter, reading);
  return result;
}

/** The specification's default for deepObject is false, which it gives no meaning; everybody means true. */
function explodesByDefault(style: ParameterStyle): boolean {
  return style === 'form' || style === 'deepObject';
}

function checkCombination({ style, explode }: Style, shape: ValueShape, parameter: Located, reading: Reading): void {
  const at = parameter.get('explode') ?? parameter.get('style') ?? parameter;
  const refuse = (message: string, hint: string) => reading.refuse('unsupported-style', at, message, hint);
  if (style === 'deepObject') {
    if (!explode) refuse('deepObject with explode: false has no meaning', 'Remove explode, or write explode: true');
    else if (!isList(shape)) {
      const message = 'deepObject says nothing of a single value, which is sent as in style form';
      reading.warn('unsupported-style', at, message, 'Use style: form, or a schema with type: object');
    }
  } else if (style === 'spaceDelimited' || style === 'pipeDelimited') {
    if (explode) refuse(`${style} with explode: true has no meaning`, 'Use style: form with explode: true');
    else if (!isList(shape)) refuse(`${style} needs an array or object`, 'Use style: form, or a schema with type: array');
  }
  if (style !== 'deepObject') refuseNesting(style, style === 'form' && explode ? withoutLists(shape) : shape, parameter, reading);
}

/** An exploded object in a query repeats the name of a property that is a list: `tag=a&tag=b`. */
function withoutLists(shape: ValueShape): ValueShape {
  if (shape.types.includes('array') || shape.properties === undefined) return shape;
  const single = Object.entries(shape.properties).map(([name, part]) => [name, part.types.includes('array') ? (part.items ?? { types: [] }) : part]);
  return { ...shape, properties: Object.fromEntries(single) as ValueShape['properties'] };
}

/** Every style but deepObject has room for one level only. */
export function refuseNesting(style: ParameterStyle, shape: ValueShape, located: Located, reading: Reading): void {
  if (!nests(shape)) return;
  const hint = 'Use content: {application/json: …} for nested values, or style: deepObject in the query';
  reading.refuse('unsupported-style', located, `style ${style} cannot carry arrays or objects within others`, hint);
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
