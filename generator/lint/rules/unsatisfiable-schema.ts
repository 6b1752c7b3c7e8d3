import { isRecord, type Located } from '../../load/located.ts';
import type { Remark, Rule } from '../rule.ts';
import { schemasOf } from '../schemas-of.ts';
import type { Subject } from '../subject.ts';
import { endFinder } from './end-finder.ts';

export const unsatisfiableSchema: Rule = {
  id: 'unsatisfiable-schema',
  severity: 'error',
  reason: 'No value keeps to such a schema, so every request or answer would be refused',
  check: (subject) => {
    const schemas = schemasOf(subject);
    const canEnd = endFinder(subject);
    return [
      ...schemas.flatMap((schema) => [...emptyRanges(schema), ...noAllowedValue(schema), ...clashingParts(schema, subject)]),
      ...schemas.filter((schema) => isComponent(schema) && !canEnd(schema)).map(endless),
    ];
  },
};

/** A lower bound, its upper bound, and whether a value may be both. */
const bounds: readonly (readonly [lower: string, upper: string, mayMeet: boolean])[] = [
  ['minimum', 'maximum', true],
  ['exclusiveMinimum', 'maximum', false],
  ['minimum', 'exclusiveMaximum', false],
  ['exclusiveMinimum', 'exclusiveMaximum', false],
  ['minLength', 'maxLength', true],
  ['minItems', 'maxItems', true],
  ['minProperties', 'maxProperties', true],
];

function emptyRanges(schema: Located): Remark[] {
  return bounds.flatMap(([lower, upper, mayMeet]) => {
    const [low, high] = [schema.get(lower)?.value, schema.get(upper)];
    if (typeof low !== 'number' || typeof high?.value !== 'number' || low < high.value || (low === high.value && mayMeet)) return [];
    return [{ at: high, message: `${lower} ${low} and ${upper} ${high.value} leave nothing`, hint: `Let ${upper} be greater` }];
  });
}

/** Whether a JSON value is of a type. */
const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isRecord,
  null: (value) => value === null,
};

/** `enum` and `const` with none but values of another type. */
function noAllowedValue(schema: Located): Remark[] {
  const types = typesOf(schema);
  const allowed = schema.get('const') ?? schema.get('enum');
  const values: readonly unknown[] = schema.get('const') === undefined ? (allowed?.items().map(({ value }) => value) ?? []) : [allowed?.value];
  if (allowed === undefined || types === undefined || schema.flag('nullable')) return [];
  if (values.length === 0 || values.some((value) => types.some((type) => isOfType[type]?.(value) ?? true))) return [];
  return [{ at: allowed, message: `no value of ${allowed.key} is of type ${types.join(' or ')}`, hint: 'Correct the type or the values' }];
}

function typesOf(schema: Located): string[] | undefined {
  const type = schema.get('type')?.value;
  return type === undefined ? undefined : [type].flat().map(String);
}

/** Parts that must all hold and cannot: of different types, or one requires what another forbids. */
function clashingParts(schema: Located, subject: Subject): Remark[] {
  const parts = partsOf(schema, subject, new Set());
  const types = parts.flatMap((part) => typesOf(part) ?? []);
  const common = types.filter((type) => parts.every((part) => allows(typesOf(part), type)));
  const remarks: Remark[] = [];
  if (parts.length > 1 && types.length > 0 && common.length === 0) {
    const message = `its parts are of different types: ${[...new Set(types)].join(', ')}`;
    remarks.push({ at: schema.get('allOf') ?? schema, message, hint: 'Let all of them allow one type' });
  }
  return [...remarks, ...forbiddenProperties(schema, parts)];
}

function allows(types: readonly string[] | undefined, type: string): boolean {
  return types === undefined || types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** The schema and, of its `allOf`, all parts, references followed. */
function partsOf(schema: Located, subject: Subject, seen: Set<string>): Located[] {
  const followed = subject.references.follow(schema);
  if (followed === undefined || seen.has(followed.id)) return [];
  seen.add(followed.id);
  return [followed, ...(followed.get('allOf')?.items() ?? []).flatMap((part) => partsOf(part, subject, seen))];
}

/** `required` names what `additionalProperties: false` beside it, or in another part, leaves no room for. */
function forbiddenProperties(schema: Located, parts: readonly Located[]): Remark[] {
  const closed = parts.filter((part) => part.get('additionalProperties')?.value === false && part.get('patternProperties') === undefined);
  const required = parts.flatMap((part) => part.get('required')?.items() ?? []);
  if (!parts.every((part) => allows(typesOf(part), 'object'))) return [];
  const forbidden = required.filter(({ value }) => closed.some((part) => part.get('properties')?.get(String(value)) === undefined));
  const places = new Map(forbidden.map((name) => [name.id, name]));
  return [...places.values()].map((name) => ({
    at: name.source === schema.source && name.pointer.startsWith(schema.pointer) ? name : (schema.get('allOf') ?? schema),
    message: `${String(name.value)} is required, and additionalProperties: false forbids it`,
    hint: 'Declare it under properties; where parts of allOf complete each other, write unevaluatedProperties: false around them',
  }));
}

function isComponent(schema: Located): boolean {
  return /^\/(components\/schemas|\$defs|definitions)\/[^/]+$/.test(schema.pointer);
}

function endless(schema: Located): Remark {
  const message = `${schema.key} requires another ${schema.key} within, and so on without end`;
  return { at: schema, isAboutKey: true, message, hint: 'Let one of the properties on the way be optional, or null, or a list' };
}
