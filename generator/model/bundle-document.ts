import type { JsonSchema } from './json-schema.ts';
import { referenceRenamer } from './rename-references.ts';
import { operationUrl } from './operation-url.ts';
import type { Api, Content, Header, Operation, Parameter, Response, SecurityScheme } from './types.ts';

/**
 * One OpenAPI 3.1 document with all operations and all schemas of both documents. Its operation ids are the function names
 * and its component names the type names, so that a generator of types prints exactly the names of the model.
 */
export function bundleDocument(api: Omit<Api, 'document' | 'kind'>): Record<string, unknown> {
  const rename = referenceRenamer(api.schemas);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of api.operations) {
    const { path, method } = bundledPlace(operation);
    (paths[path] ??= {})[method] = bundleOperation(operation, rename);
  }
  return {
    openapi: '3.1.0',
    info: { title: api.title, version: api.version },
    paths,
    components: {
      schemas: Object.fromEntries(api.schemas.map(({ typeName, schema }) => [typeName, rename(schema)])),
      securitySchemes: Object.fromEntries(api.securitySchemes.map((scheme) => [scheme.name, bundleScheme(scheme)])),
    },
  };
}

/** Those of OpenAPI 3.1; of any other hey-api knows nothing, and for types it makes no difference. */
const usualMethods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** Where the bundled document has an operation: at a path of its own where several have one path and method. */
export function bundledPlace(operation: Operation): { readonly path: string; readonly method: string } {
  const isUsual = usualMethods.has(operation.method);
  const mark = isUsual && operation.selector === undefined ? '' : `#${operation.functionName}`;
  return { path: operationUrl(operation) + mark, method: isUsual ? operation.method : 'post' };
}

type Rename = (schema: JsonSchema) => JsonSchema;

function bundleOperation(operation: Operation, rename: Rename): Record<string, unknown> {
  const { functionName, tag, summary, description, deprecated, parameters, body, responses, security } = operation;
  return {
    operationId: functionName,
    tags: [tag],
    ...present({ summary, description, deprecated }),
    security: security.map((alternative) => Object.fromEntries(alternative.map(({ scheme, scopes }) => [scheme, scopes]))),
    parameters: parameters.map((parameter) => bundleParameter(parameter, rename)),
    ...(body ? { requestBody: { required: body.required, content: bundleContents(body.contents, rename) } } : {}),
    responses: Object.fromEntries(responses.map((response) => [response.status, bundleResponse(response, rename)])),
  };
}

function bundleParameter(parameter: Parameter, rename: Rename): Record<string, unknown> {
  const { name, in: location, required, style, explode, allowReserved, contentType, description } = parameter;
  const schema = rename(parameter.schema);
  const form = contentType === undefined ? { style, explode, schema } : { content: { [contentType]: { schema } } };
  return { name, in: location, required, ...present({ description, allowReserved }), ...form };
}

/** Streams are written and read by the runtime; of what they are hey-api is told nothing, or it would print a client of its own. */
function bundleContents(contents: readonly Content[], rename: Rename): Record<string, unknown> {
  return Object.fromEntries(
    contents.map(({ mediaType, schema, itemSchema }) => [
      itemSchema === undefined ? mediaType : 'application/octet-stream',
      schema === undefined ? {} : { schema: rename(schema) },
    ]),
  );
}

function bundleResponse({ description, headers, contents }: Response, rename: Rename): Record<string, unknown> {
  return {
    description,
    ...(headers.length > 0
      ? { headers: Object.fromEntries(headers.map((header) => [header.name, bundleHeader(header, rename)])) }
      : {}),
    ...(contents.length > 0 ? { content: bundleContents(contents, rename) } : {}),
  };
}

function bundleHeader({ required, schema, description }: Header, rename: Rename): Record<string, unknown> {
  return { required, ...present({ description }), schema: rename(schema) };
}

function bundleScheme(scheme: SecurityScheme): Record<string, unknown> {
  return { ...schemeForm(scheme), ...present({ description: scheme.description }) };
}

function schemeForm({ type, bearerFormat, in: place, key, httpScheme, flows, url }: SecurityScheme): Record<string, unknown> {
  switch (type) {
    case 'apiKey':
      return { type, in: place, name: key };
    case 'oauth2':
      return { type, flows };
    case 'openIdConnect':
      return { type, openIdConnectUrl: url };
    case 'mutualTLS':
      return { type };
    case 'http':
      return { type, scheme: httpScheme };
    default:
      return { type: 'http', scheme: type, ...present({ bearerFormat }) };
  }
}

/** Without what is empty, false or absent. */
function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => Boolean(value)));
}
