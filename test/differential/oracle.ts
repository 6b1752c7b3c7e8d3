import { readFile } from 'node:fs/promises';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OpenAPIBackend, type AjvCustomizer, type Document, type Operation as BackendOperation } from 'openapi-backend';
import { parse } from 'yaml';
import { firstToken, type Outcome, type PlainRequest, type Reason, type Values } from './plain-request.ts';

/** An operation as openapi-backend reads it: nothing of our model is in it. */
export interface Operation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** Base path included. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly required?: boolean; readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly isSecured: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly schema?: Schema;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** References are resolved; a schema may contain itself. */
export type Schema = Readonly<Record<string, unknown>>;

/** The other side: openapi-backend with the same contract, and with the same schema compiler set in the same way. */
export interface Oracle {
  readonly operations: readonly Operation[];
  ask(request: PlainRequest): Outcome;
}

export async function createOracle(file: string): Promise<Oracle> {
  const definition = parse(await readFile(file, 'utf8')) as Document;
  const apiRoot = new URL(definition.servers?.[0]?.url ?? '/', 'http://localhost').pathname;
  const backend = new OpenAPIBackend({
    definition,
    apiRoot,
    ignoreTrailingSlashes: false,
    coerceTypes: true,
    customizeAjv,
    quick: true,
  });
  await backend.init();
  const heard = listen(backend);
  const found = backend.router.getOperations();
  // It makes this list anew for every request, several times.
  backend.router.getOperations = () => found;
  const base = apiRoot === '/' ? '' : apiRoot;
  const operations = found.map((operation) => readOperation(operation, base));
  return { operations, ask: (request) => ask(backend, request, operations, heard) };
}

/** Parameters are texts at first, so they may be coerced; bodies are values already. */
const customizeAjv: AjvCustomizer = (_ajv, _options, context) => {
  const coerceTypes = (context as string) === 'paramsValidator';
  const compiler = new Ajv2020({
    allErrors: true,
    strict: false,
    strictNumbers: true,
    ownProperties: true,
    useDefaults: true,
    coerceTypes,
  });
  addFormats.default(compiler, { mode: 'full', keywords: false });
  return compiler;
};

function readOperation(operation: BackendOperation, base: string): Operation {
  const { operationId = '', method, path, parameters = [], requestBody, security = [] } = operation;
  return {
    id: operationId,
    method: method.toUpperCase(),
    path: `${base}${path}`,
    parameters: parameters as unknown as readonly Parameter[],
    body: requestBody as Operation['body'],
    isSecured: security.length > 0,
  };
}

type Heard = Partial<Omit<Values, 'body'>> & { requestBody?: unknown };

/** Its validators change what they are given; the last values that came by are what it understood. */
function listen({ router, validator }: OpenAPIBackend): () => Heard {
  let heard: Heard = {};
  for (const { operationId = '' } of router.getOperations()) {
    const validators = validator.getRequestValidatorsForOperation(operationId) ?? [];
    validator.requestValidators[operationId] = validators.map((validate) => {
      const listening = (data: Heard): boolean => {
        heard = data;
        const isValid = validate(data);
        listening.errors = validate.errors;
        return isValid;
      };
      listening.errors = validate.errors;
      return listening as unknown as typeof validate;
    });
  }
  return () => heard;
}

function ask(
  { router, validator }: OpenAPIBackend,
  request: PlainRequest,
  operations: readonly Operation[],
  heard: () => Heard,
): Outcome {
  const { method, path, query, headers, body } = request;
  const input = { method, path: query === '' ? path : `${path}?${query}`, headers: { ...headers }, body };
  try {
    const found = router.matchOperation(input, true);
    const { operationId: operation = '' } = found ?? {};
    const { errors } = validator.validateRequest(input, found);
    if (errors) return { kind: 'rejected', operation, reasons: errors.map(reasonOf) };
    const parameters = operations.find(({ id }) => id === operation)?.parameters ?? [];
    return { kind: 'accepted', operation, values: declared(heard(), parameters) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.startsWith('404-')) return { kind: 'no such path' };
    if (error.message.startsWith('405-')) return { kind: 'no such method' };
    return { kind: 'rejected', operation: '', reasons: [{ place: 'path', name: '', keyword: error.name }] };
  }
}

/** Its pointers begin with the part, and for what is missing or too much they end before the name. */
function reasonOf({ instancePath, keyword, params }: ErrorObject): Reason {
  const { missingProperty, additionalProperty } = params as { missingProperty?: string; additionalProperty?: string };
  const pointer = `${instancePath}/${missingProperty ?? additionalProperty ?? ''}`;
  const place = firstToken(pointer);
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie')
    return { place: 'body', name: '', keyword };
  return { place, name: firstToken(pointer.slice(place.length + 1)), keyword };
}

function declared(heard: Heard, parameters: readonly Parameter[]): Values {
  const pick = (place: Parameter['in']) => {
    const names = parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name }) => (place === 'header' ? name.toLowerCase() : name));
    return Object.fromEntries(Object.entries(heard[place] ?? {}).filter(([name]) => names.includes(name)));
  };
  return { path: pick('path'), query: pick('query'), header: pick('header'), cookie: pick('cookie'), body: heard.requestBody };
}
