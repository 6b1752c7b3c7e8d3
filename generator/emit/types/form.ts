import type { JsonSchema } from '../../model/json-schema.ts';

/** What values of a schema look like, and what readers are told of them: between a schema and the text of its type. */
export interface Form {
  readonly kind?: FormKind;
  /** Name of a component; the rest of a form that has one is of no account. */
  readonly reference?: string;
  /** Properties of the referenced component that are told otherwise. */
  readonly omitted?: readonly string[];
  /** Items of a list or a tuple, values of an enum; without a kind what is combined. */
  readonly parts?: readonly Form[];
  /** Whether all parts hold together instead of one of them. */
  readonly isAll?: boolean;
  readonly constant?: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly isDeprecated?: boolean;
  readonly isReadOnly?: boolean;
  readonly format?: string;
  /** What else tells apart two forms of one kind. */
  readonly bounds?: string;
  readonly properties?: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  readonly additional?: Form;
  readonly patterns?: readonly Form[];
  /** Component whose values are the names of properties. */
  readonly names?: string;
}

export type FormKind = (typeof simple)[number] | 'array' | 'tuple' | 'enum' | 'object' | 'never' | 'undefined';

const simple = ['bigint', 'boolean', 'integer', 'null', 'number', 'string', 'unknown', 'void'] as const;

export type Keywords = Readonly<Record<string, unknown>>;

/** The keywords of a schema; `true` has none. */
export function keywordsOf(schema: JsonSchema | undefined): Keywords {
  return typeof schema === 'object' ? schema : {};
}

/** A form and its parts; a single one takes its place where `lifts` says so. */
export function withParts(form: Form, parts: readonly Form[], { isAll = false, lifts = false } = {}): Form {
  const [first] = parts;
  if (first === undefined) return form;
  if (form.kind === 'tuple') return { ...form, parts };
  if (parts.length > 1) return { ...form, parts, isAll };
  return lifts ? { ...form, ...first } : { ...form, parts };
}

/** Without parts that would give the same text twice; what holds nothing else is that part. */
export function withoutDoubles(form: Form, minds: { readonly format: boolean } = { format: true }): Form {
  if (form.parts === undefined) return form;
  const known = new Set<string>();
  const parts = form.parts.filter((part) => {
    const mark = form.kind === 'tuple' ? undefined : markOf(part, minds.format);
    if (mark === undefined) return true;
    return known.has(mark) ? false : (known.add(mark), true);
  });
  const isList = form.kind === 'array' || form.kind === 'enum' || form.kind === 'tuple';
  const result: Form = parts.length > 1 || isList ? { ...form, parts } : { ...withoutParts(form), ...parts[0] };
  return result.kind === 'unknown' ? {} : result;
}

function withoutParts({ parts: _, ...form }: Form): Form {
  return form;
}

/** Undefined for what is never compared: lists, objects, combinations. */
function markOf({ kind, parts, reference = '', constant, format, bounds = '' }: Form, mindsFormat: boolean): string | undefined {
  if (kind === undefined ? parts !== undefined : !(simple as readonly string[]).includes(kind)) return undefined;
  const value = constant === undefined ? '' : `const-${typeof constant === 'bigint' ? `${constant}n` : JSON.stringify(constant)}`;
  const shape = format === undefined || !mindsFormat ? '' : `format-${format}`;
  return [reference, kind ?? '', value, shape, bounds].join('\n');
}
