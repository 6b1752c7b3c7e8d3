import path from 'node:path';
import { toReply } from '../../generator/commands/dev/mock-answers.ts';
import { createMock, type Mock } from '../../generator/commands/mock/create-mock.ts';
import { loadRow } from '../../runtime/load-row.ts';
import type { SampleRequest } from '../../generator/emit/contract-tests/contract-case.ts';
import { bodyPlan } from '../../generator/emit/client/body-plan.ts';
import { sentValue } from '../../generator/emit/contract-tests/sample-body.ts';
import { requestUrl, sampleRequest } from '../../generator/emit/contract-tests/sample-request.ts';
import { SchemaTools } from '../../generator/emit/contract-tests/schema-tools.ts';
import { askedUrl, operationUrl } from '../../generator/model/operation-url.ts';
import type { Api, Operation } from '../../generator/model/types.ts';
import { encodeBody, type BodyPlan } from '../../runtime/client/for-generated-code.ts';
import { serve, type Context, type RunningService, type Service } from '../../runtime/index.ts';
import type { ServiceResult } from './corpus-result.ts';
import { loadSource } from '../load-source.ts';

/** A generated document, and where its project is. */
export interface StartedDocument {
  readonly file: string;
  readonly project: string;
  readonly api: Api;
  /** Whether the examples of the document, which the mock answers with, satisfy their schemas. */
  readonly isSound: boolean;
}

type Contract = Service<Context>['contract'];

/** Starts the service of a document with handlers that answer as its mock does, checked by the contract, and asks for every operation. */
export async function startService({ file, project, api, isSound }: StartedDocument): Promise<ServiceResult> {
  const started = performance.now();
  const faults: string[] = [];
  const { contract } = await loadSource<{ contract: Contract }>(path.join(project, 'generated/api/contract.ts'));
  const mock = createMock([file], { auth: false, seed: 'specwright', report: () => undefined });
  const dataless = new Set<string>();
  const service = await serve(serviceOf(contract, api, mock, faults, dataless), {
    db: undefined,
    services: undefined,
    settings: { mode: 'test', host: '127.0.0.1', port: 0, responseCheck: isSound ? 'enforce' : 'log', logLevel: 'silent' },
  });
  const startedIn = Math.round(performance.now() - started);
  try {
    const asked = await askAll(service, api, faults, dataless);
    return { outcome: faults.length === 0 ? 'answered' : 'failed', operations: api.operations.length, asked, faults, dataless: [...dataless], milliseconds: startedIn };
  } finally {
    await service.close();
  }
}

/** `dataless`: operations that were answered with data that breaks its schema, since none was found that does not. */
function serviceOf(contract: Contract, api: Api, mock: Mock, faults: string[], dataless: Set<string>): Service<Context> {
  const urls = new Map(api.operations.map((operation) => [operation.id, askedUrl(operation)]));
  const handlers = contract.operations.map((row) => [
    row.id,
    async () => {
      const { responses } = await loadRow(row);
      const answer = mock.answerOf(row.method.toUpperCase(), urls.get(row.id) ?? row.path, {}, row.selector?.headers);
      if (answer === undefined) return faults.push(`${row.id}: the mock has no answer`), { status: 500 };
      if (answer.headers['x-specwright-mock-fault'] !== undefined) dataless.add(row.id);
      const { headers, ...reply } = toReply(answer, { responses });
      const declared = Object.values(responses).flatMap((response) => response.headers.map(nameOf));
      return { ...reply, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => declared.includes(name))) };
    },
  ]);
  const problems = (problem: { readonly code: string }, { operationId }: { readonly operationId?: string }) => {
    if (!dataless.has(operationId ?? '')) faults.push(`${operationId ?? 'no operation'}: ${textOf(problem)}`);
    return { status: 500, body: {} };
  };
  const operations = contract.operations.map((row) => ({ ...row, security: [] }));
  return { contract: { ...contract, operations }, handlers: Object.fromEntries(handlers), channelHandlers: {}, problems, signIn: {} };
}

function textOf(problem: { readonly code: string; readonly error?: unknown }): string {
  const { error } = problem;
  return error instanceof Error ? `${problem.code}: ${error.message}` : JSON.stringify(problem).slice(0, 300);
}

function nameOf(header: unknown): string {
  return (typeof header === 'string' ? header : (header as { readonly name: string }).name).toLowerCase();
}

/** How many operations could be asked: a request for which the contract gives no sample is not made. */
async function askAll(service: RunningService, api: Api, faults: string[], dataless: ReadonlySet<string>): Promise<number> {
  const tools = new SchemaTools(api);
  let asked = 0;
  for (const operation of api.operations) {
    const request = sampleRequest(operation, tools);
    if (request === undefined || !canAsk(operation)) continue;
    asked++;
    const before = faults.length;
    const status = await ask(service.url, operation, request, tools).catch((error: unknown) => faults.push(`${operation.id}: ${causeOf(error)}`));
    if (faults.length === before && !dataless.has(operation.id) && !isDeclared(operation, status)) faults.push(`${operation.id}: ${operationUrl(operation)} was answered with ${status}`);
  }
  return asked;
}

async function ask(base: string, operation: Operation, request: SampleRequest, tools: SchemaTools): Promise<number> {
  const { body } = request;
  const sent = body === undefined || isWithoutBody(operation) ? undefined : encodeBody([bodyPlan(body.content) as BodyPlan], sentValue(body, tools), body.type);
  const { status } = await fetch(base + requestUrl(operation.path, request), {
    method: operation.method.toUpperCase(),
    headers: { ...request.headers, ...(sent?.contentType === undefined ? {} : { 'content-type': sent.contentType }) },
    body: sent?.body ?? null,
    redirect: 'manual',
  });
  return status;
}

function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  return `${message}: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** `fetch` sends no body with these, and knows no TRACE; the socket closes connections that send some headers. */
function canAsk(operation: Operation): boolean {
  const isUnreachable = operation.parameters.some(({ name, in: place, required }) => place === 'header' && required && !isSendable(name));
  return operation.method !== 'trace' && !isUnreachable && !(isWithoutBody(operation) && operation.body?.required === true);
}

/** `fetch` itself says how long a body is. */
function isSendable(name: string): boolean {
  return /^[a-z\d-]+$/i.test(name) && name.toLowerCase() !== 'content-length';
}

function isWithoutBody({ method }: Operation): boolean {
  return method === 'get' || method === 'head';
}

function isDeclared({ responses }: Operation, status: number): boolean {
  const keys = [String(status), `${String(status).charAt(0)}XX`, 'default'];
  return responses.some((response) => keys.includes(response.status.toUpperCase()) || response.status === 'default');
}
