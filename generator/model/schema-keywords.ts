/**
 * The keywords that a Schema Object may have: JSON Schema 2020-12 (core, applicator, unevaluated, validation, meta-data,
 * format, content) and the OpenAPI 3.1 base vocabulary. What a keyword holds says how a schema is walked.
 */

export type KeywordContent = 'schema' | 'schemas' | 'schema-map' | 'data' | 'reference' | 'identifier' | 'refused' | 'own';

function keywords(content: KeywordContent, names: string): [string, KeywordContent][] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, content]);
}

const contents: ReadonlyMap<string, KeywordContent> = new Map([
  ...keywords('reference', '$ref $dynamicRef'),
  ...keywords('identifier', '$id $anchor $dynamicAnchor'),
  ...keywords(
    'schema',
    `additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems unevaluatedProperties`,
  ),
  ...keywords('schemas', `allOf anyOf oneOf prefixItems`),
  ...keywords('schema-map', `$defs definitions dependentSchemas patternProperties properties`),
  ...keywords(
    'data',
    `$comment $schema const contentEncoding contentMediaType default dependentRequired deprecated description discriminator enum
     example examples exclusiveMaximum exclusiveMinimum externalDocs format maxContains maxItems maxLength maxProperties maximum
     minContains minItems minLength minProperties minimum multipleOf pattern readOnly required title type uniqueItems
     writeOnly xml`,
  ),
  // What the model itself adds; nobody may write it.
  ...keywords('own', `$int64`),
  ...keywords('refused', `$recursiveAnchor $recursiveRef $vocabulary`),
]);

/** What a keyword holds; undefined for a word that no vocabulary has. */
export function keywordContent(keyword: string): KeywordContent | undefined {
  return contents.get(keyword);
}

/** All keywords that may be written, for "did you mean". */
export const knownKeywords: readonly string[] = [...contents.keys()].filter((name) => !['refused', 'own'].includes(contents.get(name) ?? ''));

/** Words of other dialects, and how 2020-12 says the same. */
export const keywordHints: ReadonlyMap<string, string> = new Map([
  ['nullable', "Write type: [<type>, 'null'] instead, as OpenAPI 3.1 does"],
  ['dependencies', 'Write dependentRequired or dependentSchemas'],
  ['id', 'Remove it, and refer to the schema by its place under components/schemas'],
]);
