import type { Parameter, ValueShape } from '../../model/types.ts';
import { quote } from '../quote.ts';
import { convert, formOf, plainOf } from './convert.ts';
import { deepCode, isDeep } from './deep-code.ts';
import { pairText, pointerOf, valueCode } from './value-code.ts';

/** What to do with a pair whose name is `name`: one branch for each name in a query or among cookies. */
export interface PairCase {
  readonly name: string;
  readonly lines: readonly string[];
}

/** What to do with a pair that no branch knows: properties of objects whose names are open. */
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
  /** An expression for the gathered value; absent: the local itself. */
  readonly value?: string;
}

/** Code for a parameter that is written as `name=value` pairs, for the pair at hand. */
export function pairCode(parameter: Parameter, local: string): PairCode {
  const form = parameter.contentType === undefined ? formOf(parameter.shape) : 'single';
  if (form !== 'single' && parameter.style === 'deepObject') {
    return isDeep(parameter.shape) ? deepCode(parameter, local) : deepObject(parameter, local);
  }
  if (form === 'object' && parameter.explode && (parameter.style === 'form' || parameter.style === 'cookie')) return explodedObject(parameter, local);
  if (form === 'list' && parameter.explode) return explodedList(parameter, local);
  return oneText(parameter, local);
}

/** A cookie may stand twice, set for different paths: the first one counts (RFC 6265, section 5.4). */
function oneText(parameter: Parameter, local: string): PairCode {
  const assign = `if (${local} === undefined) ${local} = ${valueCode(parameter, pairText(parameter))};`;
  const again = `else reportDuplicate('query', ${pointerOf(parameter.name)}, violations);`;
  return {
    type: 'unknown',
    cases: [{ name: parameter.name, lines: parameter.in === 'query' ? [assign, again] : [assign] }],
    open: [],
  };
}

function explodedList(parameter: Parameter, local: string): PairCode {
  const item = pairValue(parameter, parameter.shape.items);
  return {
    type: 'unknown[] | undefined',
    cases: [{ name: parameter.name, lines: [`(${local} ??= []).push(${item});`] }],
    open: [],
  };
}

/** Names of cookies are compared as they are sent (RFC 6265, section 4.2.2), and style `form` percent-encodes them. */
function explodedObject(parameter: Parameter, local: string): PairCode {
  const { properties = {}, additionalProperties } = parameter.shape;
  const cases = Object.entries(properties).map(([name, shape]) => ({
    name: parameter.in === 'cookie' && parameter.style === 'form' ? encodeURIComponent(name) : name,
    lines: [fieldCode(parameter, local, name, shape)],
  }));
  const open = additionalProperties && { statement: openFieldCode(parameter, local, 'name', additionalProperties) };
  const gathered = { type: 'Record<string, unknown> | undefined', cases, open: open === undefined ? [] : [open] };
  const plain = plainOf(parameter.shape);
  return plain === undefined || Object.hasOwn(properties, parameter.name) ? gathered : withPlain(gathered, parameter, plain, local);
}

/** A text under the parameter's own name is all of the value. No name of a pair is a single null character. */
function withPlain(code: PairCode, parameter: Parameter, plain: ValueShape, local: string): PairCode {
  const set = `setField((${local} ??= {}), '\\0', ${pairValue(parameter, plain)}, ${quote(parameter.in)}, ${pointerOf(parameter.name)}, violations);`;
  const value = `(${local} !== undefined && '\\0' in ${local} ? ${local}['\\0'] : ${local})`;
  return { ...code, cases: [...code.cases, { name: parameter.name, lines: [set] }], value };
}

/** Properties that the schema does not know are kept: whether they may be there is for the validator to say. */
function deepObject(parameter: Parameter, local: string): PairCode {
  const { properties = {}, additionalProperties } = parameter.shape;
  const cases = Object.entries(properties).map(([name, shape]) => ({
    name: `${parameter.name}[${name}]`,
    lines: [fieldCode(parameter, local, name, shape)],
  }));
  const open = {
    condition: `name.startsWith(${quote(`${parameter.name}[`)}) && name.endsWith(']')`,
    statement: openFieldCode(
      parameter,
      local,
      `name.slice(${parameter.name.length + 1}, -1)`,
      additionalProperties ?? { types: [] },
    ),
  };
  return { type: 'Record<string, unknown> | undefined', cases, open: [open] };
}

/** A statement that puts a pair into its object. */
function fieldCode(parameter: Parameter, local: string, name: string, shape: ValueShape): string {
  return fieldStatement(parameter, local, quote(name), shape, pairValue(parameter, itemShape(shape), name));
}

/** The same where only the request knows the property; `key` is code. */
function openFieldCode(parameter: Parameter, local: string, key: string, shape: ValueShape): string {
  return fieldStatement(parameter, local, key, shape, pairValue(parameter, itemShape(shape)));
}

function fieldStatement(parameter: Parameter, local: string, key: string, shape: ValueShape, value: string): string {
  if (formOf(shape) === 'list') return `appendField((${local} ??= {}), ${key}, ${value});`;
  return `setField((${local} ??= {}), ${key}, ${value}, ${quote(parameter.in)}, ${pointerOf(parameter.name)}, violations);`;
}

function itemShape(shape: ValueShape): ValueShape | undefined {
  return formOf(shape) === 'list' ? shape.items : shape;
}

function pairValue(parameter: Parameter, shape: ValueShape | undefined, ...tokens: readonly string[]): string {
  const text = pairText(parameter).read(pointerOf(parameter.name, ...tokens));
  return shape === undefined ? text : convert(shape, text);
}
