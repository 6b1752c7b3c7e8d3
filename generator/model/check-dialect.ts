import type { Located } from '../load/located.ts';
import type { Reading } from './reading.ts';

/** Earlier drafts: their words are understood wherever they stand (`old-words.ts`). */
const old = /^https?:\/\/json-schema\.org\/(draft-0[3-7]|draft\/2019-09)\/schema#?$/;

/** The one that schemas have without a word about it, under each of its names (OpenAPI 3.1, "Specifying Schema Dialects"). */
const known = /^https:\/\/(spec\.openapis\.org\/oas\/3\.[12]\/dialect\/.+|json-schema\.org\/draft\/2020-12\/schema#?)$/;

/** Refuses a document whose schemas are all of a dialect that nobody here knows: their words may mean something else. */
export function checkDialect(openapi: Located, reading: Reading): void {
  const dialect = openapi.get('jsonSchemaDialect');
  if (dialect === undefined || known.test(String(dialect.value)) || old.test(String(dialect.value))) return;
  const hint = 'Leave jsonSchemaDialect out, and write schemas as JSON Schema 2020-12 has them';
  reading.refuse('unsupported-dialect', dialect, `schemas of the dialect ${String(dialect.value)} cannot be read`, hint);
}
