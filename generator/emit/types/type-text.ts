import { quote } from '../quote.ts';
import { withoutDoubles, type Form } from './form.ts';
import { notesAbove } from './notes.ts';

/** The text of a type. What it is made of says whether it needs parentheses within another one. */
export interface TypeText {
  readonly text: string;
  readonly members?: readonly string[];
  readonly joint?: '|' | '&';
}

const step = '    ';

/** The type of a form; `indent` is that of the line on which it begins. */
export function typeText(form: Form, indent = ''): TypeText {
  if (form.reference !== undefined) return referenceText(form.reference, form.omitted);
  if (form.kind !== undefined) return kindText(form, indent);
  if (form.parts === undefined) return { text: 'unknown' };
  const unique = withoutDoubles(form);
  if (unique.parts === undefined) return typeText(unique, indent);
  return join(unique.isAll === true ? '&' : '|', unique.parts.map((part) => typeText(part, indent)));
}

function referenceText(reference: string, omitted: readonly string[] = []): TypeText {
  return { text: omitted.length === 0 ? reference : `Omit<${reference}, ${omitted.map(quote).join(' | ')}>` };
}

function join(joint: '|' | '&', types: readonly TypeText[]): TypeText {
  const [first] = types;
  if (first !== undefined && types.length === 1) return first;
  return joined(joint, types);
}

/** Parts of the same kind are taken as parts of the whole. */
function joined(joint: '|' | '&', types: readonly TypeText[]): TypeText {
  const members = types.flatMap((type) => (type.joint === joint ? (type.members ?? []) : [within(joint, type)]));
  return { text: members.join(` ${joint} `), members, joint };
}

function within(joint: '|' | '&', { text, joint: own }: TypeText): string {
  return own === undefined || own === joint ? text : `(${text})`;
}

function kindText(form: Form, indent: string): TypeText {
  const { kind, constant, format } = form;
  switch (kind) {
    case 'bigint':
      return { text: constant === undefined ? 'bigint' : literal(constant) };
    case 'boolean':
    case 'integer':
    case 'number':
      return { text: constant === undefined ? (kind === 'boolean' ? 'boolean' : 'number') : literal(constant) };
    case 'string':
      return constant !== undefined ? { text: literal(constant) } : format === 'binary' ? joined('|', [{ text: 'Blob' }, { text: 'File' }]) : { text: 'string' };
    case 'enum':
      return enumText(form);
    case 'array':
      return { text: `Array<${listText(form, indent)}>` };
    case 'tuple':
      return { text: tupleText(form, indent) };
    case 'object':
      return objectText(form, indent);
    default:
      return { text: kind ?? 'unknown' };
  }
}

function literal(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'string' ? quote(value) : String(value);
}

function enumText({ parts = [] }: Form): TypeText {
  if (parts.length === 0) return { text: 'never' };
  return joined('|', parts.map(({ constant }) => ({ text: literal(constant) })));
}

function listText(form: Form, indent: string): string {
  const { parts, isAll } = withoutDoubles(form);
  if (parts === undefined) return 'unknown';
  return join(isAll === true ? '&' : '|', parts.map((part) => typeText(part, indent))).text;
}

function tupleText({ parts = [] }: Form, indent: string): string {
  const items = parts.map((part) => `${indent}${step}${typeText(part, indent + step).text}`);
  return `[\n${items.join(',\n')}\n${indent}]`;
}

function objectText(form: Form, indent: string): TypeText {
  const { properties = {}, required = [], names } = form;
  const index = indexForm(form);
  if (index !== undefined && names !== undefined) return { text: `{\n${indent}${step}[key in ${names}]?: ${typeText(index, indent + step).text};\n${indent}}` };
  const lines = Object.entries(properties).map(([name, property]) => propertyText(name, property, required.includes(name), indent + step));
  if (index !== undefined) lines.push(`${indent}${step}[key: string]: ${typeText(index, indent + step).text};\n`);
  return { text: lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}` };
}

function propertyText(name: string, form: Form, isRequired: boolean, indent: string): string {
  const access = form.isReadOnly === true ? 'readonly ' : '';
  return `${notesAbove(form, indent)}${indent}${access}${propertyName(name)}${isRequired ? '' : '?'}: ${typeText(form, indent).text};\n`;
}

function propertyName(name: string): string {
  if (/^\d+(\.\d+)?$/.test(name)) return String(Number(name));
  return /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(name) ? name : quote(name);
}

/** What properties without a name of their own hold: TypeScript wants those with one to fit as well. */
function indexForm({ properties = {}, required = [], additional, patterns = [] }: Form): Form | undefined {
  const own = Object.values(properties);
  const isOpen = additional !== undefined && additional.kind !== 'never';
  const isEmpty = own.length + patterns.length === 0;
  if (patterns.length === 0 && !isOpen && !(additional !== undefined && isEmpty)) return undefined;
  const isAny = isOpen && additional.kind === 'unknown';
  const fixed = isAny ? [additional, ...patterns] : [...(isOpen || (isEmpty && additional !== undefined) ? [additional] : []), ...[...patterns].reverse(), ...own];
  const hasOptional = Object.keys(properties).some((name) => !required.includes(name));
  const all: Form[] = hasOptional && !isAny ? [...fixed, { kind: 'undefined' }] : fixed;
  const [first] = all;
  return all.length === 1 && first !== undefined ? first : withoutDoubles({ parts: all, isAll: false });
}
