import type { Header, ValueShape } from '../model/types.ts';
import { importedPlaces } from './int64/int64-code.ts';
import { formOf } from './decoders/convert.ts';

const scalars = ['integer', 'number', 'boolean', 'null'] as const;

/** How a header's text is read and written: the `HeaderForm` of the runtime; empty for a plain text, and for one that may be anything. */
export function headerForm({ shape, explode, contentType, int64 }: Pick<Header, 'shape' | 'explode' | 'contentType' | 'int64'>): object {
  if (contentType !== undefined) return { as: 'json', ...(int64 === undefined ? {} : { int64: importedPlaces(int64) }) };
  if (shape.types.includes('array') && shape.types.includes('object')) return {};
  switch (formOf(shape)) {
    case 'list': return { as: 'list', ...typesOf(shape.items) };
    case 'object': return { as: 'fields', ...(explode ? { explode } : {}), ...fieldsOf(shape) };
    default: return typesOf(shape);
  }
}

/** By names in lower case, every header. */
export function headerForms(headers: readonly Header[]): Record<string, object> {
  return Object.fromEntries(headers.map((header) => [header.name.toLowerCase(), headerForm(header)]));
}

/** Without those that are plain texts. */
export function specialForms(headers: readonly Header[]): Record<string, object> {
  return Object.fromEntries(Object.entries(headerForms(headers)).filter(([, form]) => Object.keys(form).length > 0));
}

function typesOf(shape: ValueShape | undefined): { types?: string[] } {
  const types = [...scalars.filter((type) => shape?.types.includes(type)), ...(shape?.int64 === true ? ['int64'] : [])];
  return types.length === 0 ? {} : { types };
}

function fieldsOf({ properties = {}, additionalProperties }: ValueShape): object {
  const fields = Object.entries(properties).flatMap(([name, shape]) => {
    const { types } = typesOf(shape);
    return types === undefined ? [] : [[name, types]];
  });
  const { types: others } = typesOf(additionalProperties);
  return { ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) as object }), ...(others === undefined ? {} : { others }) };
}
