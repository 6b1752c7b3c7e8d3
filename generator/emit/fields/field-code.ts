import type { BodyField, Parameter, ValueShape } from '../../model/types.ts';
import { convert } from '../decoders/convert.ts';
import { deepCode } from '../decoders/deep-code.ts';
import { pairCode, type PairCode } from '../decoders/pair-cases.ts';
import { importedPlaces } from '../int64/int64-code.ts';
import { pairText, pointerOf } from '../decoders/value-code.ts';

/** How one field is gathered from its pairs, and what it is in the end. */
export interface FieldCode extends PairCode {
  /** An expression for the gathered value. */
  readonly value: string;
}

/** A field is read like a parameter of a query (OpenAPI 3.1, "Encoding Object", `style`), or is JSON. */
export function fieldCode(field: BodyField, local: string): FieldCode {
  const parameter = asParameter(field);
  if (field.as === 'json' && field.isList) return jsonList(parameter, local);
  const code = field.style === 'deepObject' ? deepCode(parameter, local) : pairCode(parameter, local);
  return { ...code, value: code.value ?? local };
}

/** Violations are reported of a query; `decodeFields` of the runtime says that it was the body. */
export function asParameter({ name, required, as, style, explode, allowReserved, shape, int64, at }: BodyField): Parameter {
  const contentType = as === 'json' ? { contentType: 'application/json' } : {};
  const common = { name, required, style, explode, allowReserved, shape, at, ...(int64 && { int64 }) };
  return { kind: 'parameter', in: 'query', ...common, ...contentType, schema: true, description: '' };
}

function jsonList(parameter: Parameter, local: string): FieldCode {
  const pointer = pointerOf(parameter.name);
  const places = parameter.int64 === undefined ? '' : `, ${importedPlaces(parameter.int64).text}`;
  const item = `jsonValue(${pairText(parameter).read(pointer)}, 'query', ${pointer}, violations${places})`;
  const cases = [{ name: parameter.name, lines: [`(${local} ??= []).push(${item});`] }];
  return { type: 'unknown[] | undefined', cases, open: [], value: local };
}

/** An expression for the value of a field that the schema does not name. */
export function otherValue(others: ValueShape | undefined): string {
  const text = "pairs.text('', violations)";
  return others === undefined ? text : convert(others, text);
}
