import { ExactInteger } from '../../load/exact-integer.ts';
import { isInt64 } from '../../model/int64-places.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { keywordsOf, withParts, type Form, type FormKind, type Keywords } from './form.ts';
import { ownTag, taggedBranch, taggedParts } from './tags.ts';
import { isFileType } from './file-types.ts';

/** What the form of a schema depends on besides itself. */
export interface FormContext {
  /** All components by their names. */
  readonly components: Readonly<Record<string, JsonSchema>>;
  /** The component that is read. */
  readonly component?: string;
  /** Within a part of `allOf` that is no reference: others may know more properties. */
  readonly isPart?: boolean;
}

/** Reads a schema of the bundled document. */
export function readForm(schema: JsonSchema | undefined, context: FormContext): Form {
  const keywords = keywordsOf(schema);
  if (typeof keywords.$ref === 'string') return readReference(keywords, keywords.$ref);
  if (Array.isArray(keywords.enum)) return readEnum(keywords, keywords.enum);
  if (Array.isArray(keywords.allOf)) return readAllOf(keywords, keywords.allOf as JsonSchema[], context);
  if (Array.isArray(keywords.anyOf)) return readChoice(keywords, keywords.anyOf as JsonSchema[], context);
  if (Array.isArray(keywords.oneOf)) return readChoice(keywords, keywords.oneOf as JsonSchema[], context);
  if (keywords.type !== undefined || keywords.properties !== undefined) return readTypes(keywords, context);
  return isFileType(keywords.contentMediaType) ? readTypes({ ...keywords, type: 'string' }, context) : readUntyped(keywords);
}

/** The name of the component that a reference means. */
export function nameOfReference(reference: string): string {
  return decodeURI(reference).replace(/^.*\//, '');
}

/** The component that a schema refers to, or the schema. */
export function resolved(schema: JsonSchema, { components }: FormContext): Keywords {
  const { $ref: reference } = keywordsOf(schema);
  return typeof reference === 'string' ? keywordsOf(components[nameOfReference(reference)]) : keywordsOf(schema);
}

/** Types that a schema names, those that follow from others included. */
export function typesOf({ type, properties }: Keywords): string[] {
  if (type !== undefined) return [type].flat() as string[];
  return properties === undefined ? [] : ['object'];
}

function readReference(keywords: Keywords, reference: string): Form {
  const isNullable = Array.isArray(keywords.type) && keywords.type.includes('null');
  const parts: Form[] = [{ reference: nameOfReference(reference) }, ...(isNullable ? [{ kind: 'null' } as const] : [])];
  return withParts({ ...notesOf(keywords), ...marksOf(keywords) }, parts, { lifts: true });
}

function readEnum(keywords: Keywords, values: readonly unknown[]): Form {
  const isNullable = typesOf(keywords).includes('null');
  const plain = values.map((value) => exactConstant(value, keywords)).filter((value) => (value === null ? isNullable : typeof value !== 'object'));
  const parts = plain.map((constant): Form => ({ kind: constant === null ? 'null' : (typeof constant as FormKind), constant }));
  return withParts({ ...notesOf(keywords), kind: 'enum' }, parts);
}

function readAllOf(keywords: Keywords, branches: readonly JsonSchema[], context: FormContext): Form {
  const types = typesOf(keywords);
  const parts = branches.map((branch) => {
    const form = readForm(branch, '$ref' in keywordsOf(branch) ? context : { ...context, isPart: true });
    const required = keywords.required as readonly string[] | undefined;
    return required === undefined ? form : { ...form, required: [...(form.required ?? []), ...required] };
  });
  const tagged = taggedParts(parts, branches, context);
  const own = types.includes('object') ? readOwnProperties(keywords, branches, context) : undefined;
  const all = own === undefined ? tagged : [...tagged, own];
  const form = withParts({ ...notesOf(keywords), ...marksOf(keywords) }, all, { isAll: true, lifts: true });
  if (!types.includes('null')) return form;
  return withParts({}, [...(all.length > 0 ? [form] : []), { kind: 'null' }], {});
}

/** What stands beside `allOf`; a property that is required here and declared in a part is told here. */
function readOwnProperties(keywords: Keywords, branches: readonly JsonSchema[], context: FormContext): Form | undefined {
  const form = readOneType({ ...keywords, type: 'object' }, context);
  if (form.properties === undefined) return undefined;
  const properties: Record<string, Form> = { ...form.properties };
  for (const name of form.required ?? []) {
    const found = properties[name] ?? propertyOfParts(name, branches, context);
    if (found !== undefined) properties[name] = found;
  }
  return { ...form, properties };
}

function propertyOfParts(name: string, branches: readonly JsonSchema[], context: FormContext): Form | undefined {
  for (const branch of branches) {
    const keywords = resolved(branch, context);
    const members = (keywords.properties ?? {}) as Record<string, JsonSchema>;
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (typesOf(keywords).includes('object') && typeof member === 'object') return readForm(member, context);
  }
  return undefined;
}

function readChoice(keywords: Keywords, branches: readonly JsonSchema[], context: FormContext): Form {
  const isOne = branches === keywords.oneOf;
  const parts = branches.flatMap((branch): readonly Form[] => {
    const form = taggedBranch(readForm(branch, context), keywords, branches, isOne, context);
    const isChoice = isOne && form.parts !== undefined && form.parts.length > 1 && form.isAll === false && form.kind !== 'array';
    return isChoice ? (form.parts ?? []) : [form];
  });
  const types = typesOf(keywords);
  const all: readonly Form[] = types.includes('null') ? [...parts, { kind: 'null' }] : parts;
  const form = withParts({ ...notesOf(keywords), ...marksOf(keywords) }, all, { lifts: true });
  if (!types.includes('object')) return form;
  const own = readOneType({ ...keywords, type: 'object' }, context);
  return own.properties === undefined ? form : { parts: [form, own], isAll: true };
}

function readTypes(keywords: Keywords, context: FormContext): Form {
  const types = typesOf(keywords);
  if (types.length === 1) return readOneType({ ...keywords, type: types[0] }, context);
  const parts = types.map((type): Form =>
    type === 'null' ? { kind: 'null' } : readOneType({ ...keywords, type }, context, marksOf(keywords)),
  );
  return withParts({ ...notesOf(keywords), ...marksOf(keywords) }, parts);
}

function readOneType(keywords: Keywords, context: FormContext, told?: Form): Form {
  const form = told ?? { ...notesOf(keywords), ...marksOf(keywords) };
  switch (keywords.type) {
    case 'array':
      return readList(keywords, form, context);
    case 'object':
      return readObject(keywords, form, context);
    case 'integer':
    case 'number':
      return { ...form, ...numericForm(keywords, keywords.type) };
    case 'boolean':
    case 'null':
    case 'string':
      return { ...form, kind: keywords.type };
    default:
      return { ...form, kind: 'unknown', ...marksOf(keywords) };
  }
}

function readList(keywords: Keywords, told: Form, context: FormContext): Form {
  const { prefixItems = [], items, maxItems, minItems } = keywords as { prefixItems?: JsonSchema[]; items?: JsonSchema; maxItems?: number; minItems?: number };
  const isFixed = Boolean(maxItems) && maxItems === minItems;
  const form: Form = { ...told, kind: prefixItems.length > 0 || isFixed || keywords.const !== undefined ? 'tuple' : 'array' };
  const first = prefixItems.map((item) => readForm(item, context));
  if (items === undefined || items === false) return withParts(form, first);
  const item = readForm(items, context);
  if (first.length === 0 && isFixed) return withParts(form, Array.from({ length: maxItems ?? 0 }, () => item));
  const { allOf, anyOf, oneOf } = keywordsOf(items);
  const branches = (allOf ?? anyOf ?? oneOf ?? []) as readonly JsonSchema[];
  const isCombined = branches.length > 1 && !typesOf(keywordsOf(items)).includes('null');
  return isCombined ? withParts({ ...form, ...item }, first) : withParts(form, [...first, item]);
}

function readObject(keywords: Keywords, told: Form, context: FormContext): Form {
  const { required, propertyNames } = keywords as { required?: string[]; propertyNames?: JsonSchema };
  const properties = readMembers(keywords.properties, context);
  const patterns = Object.values(readMembers(keywords.patternProperties, context));
  const additional = readAdditional(keywords, Object.keys(properties).length > 0, context);
  const tag = ownTag(keywords, context);
  const all = tag === undefined ? properties : { ...properties, ...tag };
  const names = keywordsOf(propertyNames).$ref;
  return {
    ...told,
    kind: 'object',
    ...(Object.keys(all).length > 0 ? { properties: all } : {}),
    ...(additional === undefined ? {} : { additional }),
    ...(patterns.length > 0 ? { patterns } : {}),
    ...(typeof names === 'string' ? { names: nameOfReference(names) } : {}),
    ...(required === undefined ? {} : { required }),
  };
}

function readMembers(members: unknown, context: FormContext): Record<string, Form> {
  const schemas = Object.entries((members ?? {}) as Record<string, JsonSchema>).filter(([, schema]) => typeof schema !== 'boolean');
  return Object.fromEntries(schemas.map(([name, schema]) => [name, readForm(schema, context)]));
}

function readAdditional(keywords: Keywords, hasProperties: boolean, context: FormContext): Form | undefined {
  const { additionalProperties: additional } = keywords as { additionalProperties?: JsonSchema };
  if (additional === undefined) return hasProperties ? undefined : { kind: 'unknown' };
  if (typeof additional !== 'boolean') return readForm(additional, context);
  if (additional) return { kind: 'unknown' };
  const isEmpty = [keywords.properties, keywords.patternProperties].every((members) => Object.keys(members ?? {}).length === 0);
  return context.isPart === true && isEmpty ? undefined : { kind: 'never' };
}

function readUntyped(keywords: Keywords): Form {
  return { ...notesOf(keywords), kind: 'unknown', ...marksOf(keywords) };
}

function notesOf({ title, description, deprecated }: Keywords): Form {
  return {
    ...(deprecated === undefined ? {} : { isDeprecated: deprecated === true }),
    ...(typeof description === 'string' && description !== '' ? { description } : {}),
    ...(typeof title === 'string' && title !== '' ? { title } : {}),
  };
}

const boundKeywords = ['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'pattern'];

/** What is told of a schema but its type: a constant, a format, bounds. */
function marksOf(keywords: Keywords): Form {
  const { const: constant, type, format, contentMediaType, readOnly } = keywords;
  const bounds = boundKeywords.filter((name) => keywords[name] !== undefined && keywords[name] !== '').map((name) => `${name}-${String(keywords[name])}`);
  const shape = typeof format === 'string' && format !== '' ? format : isFileType(contentMediaType) ? 'binary' : undefined;
  return {
    ...(constant === undefined ? {} : { constant: exactConstant(constant, keywords), ...(type === undefined ? { kind: kindOfConstant(constant) } : {}) }),
    ...(shape === undefined ? {} : { format: shape }),
    ...(bounds.length === 0 ? {} : { bounds: bounds.join('\n') }),
    ...(readOnly === true ? { isReadOnly: true } : {}),
  };
}

/** An integer of 64 bits; what is said of such a value elsewhere holds for both. */
function numericForm(keywords: Keywords, kind: 'integer' | 'number'): Form {
  if (isInt64(keywords)) return { kind: 'bigint' };
  return keywords.$int64 === 'meets' ? { parts: [{ kind: 'bigint' }, { kind: 'number' }], isAll: false } : { kind };
}

/** A constant of an integer of 64 bits is a literal of a bigint. */
function exactConstant(value: unknown, keywords: Keywords): unknown {
  if (!isInt64(keywords)) return value;
  if (value instanceof ExactInteger) return value.value;
  return Number.isInteger(value) ? BigInt(value as number) : value;
}

function kindOfConstant(constant: unknown): FormKind {
  return constant === null ? 'null' : (typeof constant as FormKind);
}
