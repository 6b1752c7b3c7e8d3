import { addedHeaders, inLowerCase } from './added-headers.ts';
import { chooseMedia } from './choose-media.ts';
import { essence } from '../media-types/media-type.ts';
import { isBodyless } from './status-line.ts';
import { toViolations } from '../validate/violations.ts';
import type { MediaRow, ResponseRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Reply } from '../service.ts';

/** How an answer breaks the contract: a sentence for the log, and where. */
export interface Defect {
  readonly defect: string;
  readonly pointer?: string;
  readonly keyword?: string;
}

/** Status, headers, media type and body against the contract; undefined when all is well. */
export function findDefect(exchange: Exchange, reply: Reply): Defect | undefined {
  const row = exchange.operation.responses.find(reply.status);
  if (row === undefined) return { defect: `Status ${reply.status} is not declared.` };
  return bodyDefect(exchange, row, reply) ?? headerDefect(exchange, row, reply);
}

function bodyDefect(exchange: Exchange, row: ResponseRow, reply: Reply): Defect | undefined {
  const { content } = row;
  if (isBodyless(reply.status)) return reply.body === undefined ? undefined : { defect: `Status ${reply.status} cannot have a body.` };
  if (reply.body === undefined) return content.length === 0 ? undefined : { defect: `Status ${reply.status} has no body, but the contract declares one.` };
  if (content.length === 0) return { defect: `Status ${reply.status} has a body, but the contract declares none.` };
  const media = chooseMedia(exchange, reply);
  if (media === undefined) return { defect: `Content-Type ${essence(reply.contentType ?? '')} is not declared for status ${reply.status}.` };
  return isCheckedWhole(media, reply.body) ? schemaDefect('body', media.validate, reply.body) : undefined;
}

/** Streams are checked piece by piece, bytes not at all. */
function isCheckedWhole({ codec }: MediaRow, body: unknown): boolean {
  return codec === 'json' || codec === 'form' || codec === 'text' && (typeof body !== 'object' || body === null);
}

function headerDefect(exchange: Exchange, row: ResponseRow, reply: Reply): Defect | undefined {
  const undeclared = undeclaredHeader(row, reply);
  if (undeclared !== undefined) return { defect: `Header ${undeclared} is not declared for status ${reply.status}.` };
  if (row.validateHeaders === undefined) return undefined;
  return schemaDefect('headers', row.validateHeaders, { ...addedHeaders(exchange), ...inLowerCase(reply.headers) });
}

/** What HTTP itself demands with a status, and the runtime adds. */
const demanded = new Set(['www-authenticate', 'retry-after', 'allow']);

function undeclaredHeader(row: ResponseRow, reply: Reply): string | undefined {
  if (reply.headers === undefined) return undefined;
  return Object.keys(reply.headers).find((name) =>
    reply.headers?.[name] !== undefined && !row.headers.includes(name.toLowerCase()) && !demanded.has(name.toLowerCase()));
}

function schemaDefect(where: 'body' | 'headers', validate: MediaRow['validate'], value: unknown): Defect | undefined {
  if (validate === undefined || validate(value)) return undefined;
  const [first] = toViolations('body', validate.errors);
  return { defect: `The ${where} ${first?.message ?? 'break the contract'}.`, pointer: first?.pointer, keyword: first?.keyword };
}
