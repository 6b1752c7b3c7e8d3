import { encodePairs } from './encode-query.ts';
import type { ParameterForm } from './parameter-text.ts';

/** How a field is written; `each`: a list of JSON texts, one for each item. */
export interface FieldForm extends ParameterForm {
  readonly each?: boolean;
}

/** The body of a form (`application/x-www-form-urlencoded`): its fields are written like parameters of a query (OpenAPI 3.1, "Encoding Object"). */
export function encodeFields(fields: unknown, forms: Readonly<Record<string, FieldForm>>): string {
  const present = Object.entries(fields as object).filter(([, value]) => value !== undefined) as [string, unknown][];
  return present.flatMap(([name, value]) => pairsOf(name, value, forms[name] ?? {})).join('&');
}

function pairsOf(name: string, value: unknown, { each = false, ...form }: FieldForm): string[] {
  return each && Array.isArray(value) ? value.flatMap((item) => encodePairs(name, item, form)) : encodePairs(name, value, form);
}
