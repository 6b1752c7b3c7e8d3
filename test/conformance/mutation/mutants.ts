import { schemaMutants } from './schema-mutants.ts';

export type Json = Record<string, unknown>;

/** A contract that says something else than what the service does. */
export interface Mutant {
  /** Which kind of change it is. */
  readonly kind: string;
  readonly name: string;
  /** Changes a copy of the document. */
  readonly change: (document: Json) => void;
}

const methods = ['get', 'put', 'post', 'delete', 'patch'];

export interface OperationPlace {
  readonly path: string;
  readonly method: string;
  readonly operation: Json;
}

/** All changes of an OpenAPI document that are known here, of each kind in order of the document. */
export function mutantsOf(document: Json): Mutant[] {
  return operationsOf(document).flatMap((place) => [...operationMutants(place, document), ...schemaMutants(place, document)]);
}

export function operationsOf(document: Json): OperationPlace[] {
  return Object.entries(document['paths'] as Json).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = (item as Json)[method] as Json | undefined;
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );
}

function operationMutants({ path, method, operation }: OperationPlace, document: Json): Mutant[] {
  const id = String(operation['operationId']);
  const at = (copy: Json) => ((copy['paths'] as Json)[path] as Json)[method] as Json;
  const make = (kind: string, name: string, change: (own: Json, copy: Json) => void): Mutant => ({ kind, name: `${id}: ${name}`, change: (copy) => change(at(copy), copy) });
  const statuses = Object.keys(operation['responses'] as Json);
  const success = statuses.find((status) => status.startsWith('2'));
  const isSecured = isSecuredBy(operation['security'] ?? document['security']);
  return [
    ...(success === undefined ? [] : [make('status', `${success} becomes 299`, (own) => rename(own['responses'] as Json, success, '299'))]),
    ...['400', '422'].filter((status) => statuses.includes(status) && hasInput(operation)).map((status) => make('refusal', `${status} is not declared`, (own) => dropStatus(own, status))),
    ...(isSecured && statuses.includes('401') ? [make('unauthorized', '401 is not declared', (own) => dropStatus(own, '401'))] : []),
    ...(success === undefined ? [] : [make('header', `${success} has a header that is required`, (own) => addHeader(own, success))]),
    ...(success === undefined || !hasContent(operation, success, document) ? [] : [make('media type', `${success} is XML`, (own, copy) => asXml(own, success, copy))]),
    ...(isSecured ? [] : [make('secured', 'needs credentials', (own, copy) => secure(own, copy))]),
    make('moved', 'is somewhere else', (_own, copy) => move(copy, path, method)),
    make('parameter', 'has one more parameter, which is required', (own) => addParameter(own)),
  ];
}

function isSecuredBy(security: unknown): boolean {
  return Array.isArray(security) && security.length > 0 && security.every((each) => Object.keys(each as Json).length > 0);
}

/** Something that may be wrong, so that 400 comes. */
function hasInput({ requestBody, parameters }: Json): boolean {
  return requestBody !== undefined || Array.isArray(parameters);
}

function rename(members: Json, from: string, to: string): void {
  members[to] = members[from];
  delete members[from];
}

function dropStatus(operation: Json, status: string): void {
  const responses = operation['responses'] as Json;
  delete responses[status];
  delete responses['default'];
  delete responses['4XX'];
}

/** A response, in place of a reference to it. */
function ownResponse(operation: Json, status: string, document: Json): Json {
  const responses = operation['responses'] as Json;
  const own = structuredClone(resolve(responses[status] as Json, document));
  responses[status] = own;
  return own;
}

function addHeader(operation: Json, status: string): void {
  const response = (operation['responses'] as Json)[status] as Json;
  if (response['$ref'] === undefined) response['headers'] = { ...(response['headers'] as Json | undefined), 'X-Specwright': { required: true, description: 'New.', schema: { type: 'string' } } };
}

function hasContent(operation: Json, status: string, document: Json): boolean {
  return resolve((operation['responses'] as Json)[status] as Json, document)['content'] !== undefined;
}

function asXml(operation: Json, status: string, document: Json): void {
  ownResponse(operation, status, document)['content'] = { 'application/xml': { schema: { type: 'string' } } };
}

function secure(operation: Json, document: Json): void {
  const components = (document['components'] ??= {}) as Json;
  components['securitySchemes'] = { ...(components['securitySchemes'] as Json | undefined), specwright: { type: 'apiKey', in: 'header', name: 'X-Specwright', description: 'New.' } };
  operation['security'] = [{ specwright: [] }];
}

function move(document: Json, path: string, method: string): void {
  const paths = document['paths'] as Json;
  const item = paths[path] as Json;
  const { [method]: operation, ...rest } = item;
  const shared = Object.fromEntries(Object.entries(rest).filter(([name]) => !methods.includes(name)));
  paths[path] = rest;
  paths[`/specwright-moved${path}`] = { ...shared, [method]: operation };
}

function addParameter(operation: Json): void {
  const parameters = (operation['parameters'] ?? []) as unknown[];
  operation['parameters'] = [...parameters, { name: 'specwright', in: 'query', required: true, description: 'New.', schema: { type: 'integer' } }];
}

/** What a reference refers to, in this document. */
export function resolve(value: Json, document: Json): Json {
  const reference = value['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return value;
  const target = reference.slice(2).split('/').reduce<unknown>((at, token) => (at as Json | undefined)?.[token.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  return target === undefined ? value : resolve(target as Json, document);
}
