import type { Parameter, ValueShape } from '../../model/types.ts';
import { member, quote } from '../quote.ts';
import { convert, formOf } from './convert.ts';
import { pointerOf, readerOf, valueCode } from './value-code.ts';

/** What to do with a pair whose name is `name`: one case of the switch over the names of a query or of cookies. */
export interface PairCase {
  readonly name: string;
  readonly lines: readonly string[];
}

/** What to do with a pair that no case knows: properties of objects whose names are open. */
export interface OpenCase {
  /** Absent: takes every name. */
  readonly condition?: string;
  readonly statement: string;
}

export interface PairCode {
  /** Type of the local variable that gathers the value. */
  readonly type: string;
  readonly cases: readonly PairCase[];
  readonly open: readonly OpenCase[];
}

/** Code for a parameter that is written as `name=value` pairs. `raw` is an expression for the raw value of the pair at hand. */
export function pairCode(parameter: Parameter, local: string, raw: string): PairCode {
  const form = parameter.contentType === undefined ? formOf(parameter.shape) : 'single';
  if (form === 'object' && parameter.style === 'deepObject') return deepObject(parameter, local, raw);
  if (form === 'object' && parameter.explode && parameter.style === 'form') return explodedObject(parameter, local, raw);
  if (form === 'list' && parameter.explode) return explodedList(parameter, local, raw);
  return oneText(parameter, local, raw);
}

/** A cookie may stand twice, set for different paths: the first one counts (RFC 6265, section 5.4). */
function oneText(parameter: Parameter, local: string, raw: string): PairCode {
  const assign = `if (${local} === undefined) ${local} = ${valueCode(parameter, raw)};`;
  const again = `else reportDuplicate('query', ${pointerOf(parameter.name)}, violations);`;
  return {
    type: 'unknown',
    cases: [{ name: parameter.name, lines: parameter.in === 'query' ? [assign, again] : [assign] }],
    open: [],
  };
}

function explodedList(parameter: Parameter, local: string, raw: string): PairCode {
  const item = fieldValue(parameter, parameter.shape.items, [], raw);
  return {
    type: 'unknown[] | undefined',
    cases: [{ name: parameter.name, lines: [`(${local} ??= []).push(${item});`] }],
    open: [],
  };
}

function explodedObject(parameter: Parameter, local: string, raw: string): PairCode {
  const { properties = {}, additionalProperties } = parameter.shape;
  const cases = Object.entries(properties).map(([name, shape]) => ({ name, lines: setOnce(parameter, local, name, shape, raw) }));
  const open = additionalProperties && {
    statement: `setField((${local} ??= {}), name, ${fieldValue(parameter, additionalProperties, [], raw)});`,
  };
  return { type: 'Record<string, unknown> | undefined', cases, open: open === undefined ? [] : [open] };
}

/** Properties that the schema does not know are kept: whether they may be there is for the validator to say. */
function deepObject(parameter: Parameter, local: string, raw: string): PairCode {
  const { properties = {}, additionalProperties } = parameter.shape;
  const cases = Object.entries(properties).map(([name, shape]) => ({
    name: `${parameter.name}[${name}]`,
    lines: setOnce(parameter, local, name, shape, raw),
  }));
  const name = `name.slice(${parameter.name.length + 1}, -1)`;
  const open = {
    condition: `name.startsWith(${quote(`${parameter.name}[`)}) && name.endsWith(']')`,
    statement: `setField((${local} ??= {}), ${name}, ${fieldValue(parameter, additionalProperties, [], raw)});`,
  };
  return { type: 'Record<string, unknown> | undefined', cases, open: [open] };
}

function setOnce(parameter: Parameter, local: string, name: string, shape: ValueShape, raw: string): string[] {
  if (formOf(shape) === 'list')
    return [`appendField((${local} ??= {}), ${quote(name)}, ${fieldValue(parameter, shape.items, [name], raw)});`];
  const value = fieldValue(parameter, shape, [name], raw);
  return [
    `if (${local}?.${bracketed(name)} === undefined) setField((${local} ??= {}), ${quote(name)}, ${value});`,
    `else reportDuplicate(${quote(parameter.in)}, ${pointerOf(parameter.name, name)}, violations);`,
  ];
}

function bracketed(name: string): string {
  return member(name).replace(/^\./, '');
}

function fieldValue(parameter: Parameter, shape: ValueShape | undefined, tokens: readonly string[], raw: string): string {
  const text = `${readerOf(parameter)}(${raw}, ${pointerOf(parameter.name, ...tokens)}, violations)`;
  return shape === undefined ? text : convert(shape, text);
}
