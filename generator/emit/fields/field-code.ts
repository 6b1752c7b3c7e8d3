import type { BodyField, Parameter, ValueShape } from '../../model/types.ts';
import { conversions, converter, convert } from '../decoders/convert.ts';
import { pairCode, type PairCode } from '../decoders/pair-cases.ts';
import { pairText, pointerOf } from '../decoders/value-code.ts';
import { key, quote } from '../quote.ts';

/** How one field is gathered from its pairs, and what it is in the end. */
export interface FieldCode extends PairCode {
  /** An expression for the gathered value. */
  readonly value: string;
}

/** A field is read like a parameter of a query (OpenAPI 3.1, "Encoding Object", `style`), or is JSON. */
export function fieldCode(field: BodyField, local: string): FieldCode {
  const parameter = asParameter(field);
  if (field.as === 'json' && field.isList) return jsonList(parameter, local);
  if (field.style === 'deepObject') return deepField(parameter, local);
  return { ...pairCode(parameter, local), value: local };
}

/** Violations are reported of a query; `decodeFields` of the runtime says that it was the body. */
export function asParameter({ name, required, as, style, explode, allowReserved, shape, at }: BodyField): Parameter {
  const contentType = as === 'json' ? { contentType: 'application/json' } : {};
  const common = { name, required, style, explode, allowReserved, shape, at };
  return { kind: 'parameter', in: 'query', ...common, ...contentType, schema: true, description: '' };
}

function jsonList(parameter: Parameter, local: string): FieldCode {
  const pointer = pointerOf(parameter.name);
  const item = `jsonValue(${pairText(parameter).read(pointer)}, 'query', ${pointer}, violations)`;
  const cases = [{ name: parameter.name, lines: [`(${local} ??= []).push(${item});`] }];
  return { type: 'unknown[] | undefined', cases, open: [], value: local };
}

/** `name[key][0]=text`, at any depth. */
function deepField(parameter: Parameter, local: string): FieldCode {
  const { name, shape } = parameter;
  const text = pairText(parameter).read(pointerOf(name));
  const open = {
    condition: `name === ${quote(name)} || name.startsWith(${quote(`${name}[`)})`,
    statement: `(${local} ??= new DeepField(${pointerOf(name)})).set(name.slice(${name.length}), ${text}, violations);`,
  };
  return { type: 'DeepField | undefined', cases: [], open: [open], value: `${local}?.value(${deepKind(shape)})` };
}

/** `{ known: { size: { text: toInteger } }, items: {} }`: what the texts at each place become. */
function deepKind(shape: ValueShape): string {
  const { items, properties = {}, additionalProperties } = shape;
  const known = Object.entries(properties).map(([name, part]) => `${key(name)}: ${deepKind(part)}`);
  const members = [
    ...(conversions(shape).length > 0 ? [`text: ${converter(shape)}`] : []),
    ...(shape.types.includes('array') ? [`items: ${deepKind(items ?? { types: [] })}`] : []),
    ...(known.length > 0 ? [`known: { ${known.join(', ')} }`] : []),
    ...(additionalProperties === undefined ? [] : [`others: ${deepKind(additionalProperties)}`]),
  ];
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** An expression for the value of a field that the schema does not name. */
export function otherValue(others: ValueShape | undefined): string {
  const text = "pairs.text('', violations)";
  return others === undefined ? text : convert(others, text);
}
