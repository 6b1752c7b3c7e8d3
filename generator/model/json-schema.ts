/** A JSON Schema (draft 2020-12, or draft 4 as OpenAPI 3.0 has it) as plain data. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };
