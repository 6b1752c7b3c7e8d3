const jsonSchemaFormats = /^application\/(vnd\.aai\.asyncapi|vnd\.oai\.openapi|schema)(\+json|\+yaml)?(;|$)/;

/** Whether a `schemaFormat` is one in which JSON Schemas are written (AsyncAPI 3.0, "Multi Format Schema Object"). */
export function isJsonSchemaFormat(format: string): boolean {
  return jsonSchemaFormats.test(format);
}
