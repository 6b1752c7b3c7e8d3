import type { Parameter, ValueShape } from '../../model/types.ts';
import { key, quote } from '../quote.ts';
import { conversions, converter } from './convert.ts';
import type { PairCode } from './pair-cases.ts';
import { pairText, pointerOf } from './value-code.ts';

/** `name[key][0]=text`, at any depth. */
export function deepCode(parameter: Parameter, local: string): PairCode {
  const { name, shape } = parameter;
  const text = pairText(parameter).read(pointerOf(name));
  const open = {
    condition: `name === ${quote(name)} || name.startsWith(${quote(`${name}[`)})`,
    statement: `(${local} ??= new DeepField(${pointerOf(name)})).set(name.slice(${name.length}), ${text}, violations);`,
  };
  return { type: 'DeepField | undefined', cases: [], open: [open], value: `${local}?.value(${deepKind(shape)}, violations)` };
}

/** Whether a shape is more than an object of single values, which straight-line code reads. */
export function isDeep({ types, properties = {}, additionalProperties }: ValueShape): boolean {
  const parts = [...Object.values(properties), ...(additionalProperties === undefined ? [] : [additionalProperties])];
  return types.some((type) => type !== 'object' && type !== 'null') || parts.some(mayHold);
}

function mayHold({ types }: ValueShape): boolean {
  return types.includes('array') || types.includes('object');
}

/** `{ known: { size: { text: toInteger } }, items: {} }`: what the texts at each place become. */
function deepKind(shape: ValueShape): string {
  const { items, properties = {}, additionalProperties } = shape;
  const known = Object.entries(properties).map(([name, part]) => `${name === '__proto__' ? "['__proto__']" : key(name)}: ${deepKind(part)}`);
  const members = [
    ...(conversions(shape).length > 0 ? [`text: ${converter(shape)}`] : []),
    ...(shape.types.includes('array') ? [`items: ${deepKind(items ?? { types: [] })}`] : []),
    ...(known.length > 0 ? [`known: { ${known.join(', ')} }`] : []),
    ...(additionalProperties === undefined ? [] : [`others: ${deepKind(additionalProperties)}`]),
  ];
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
