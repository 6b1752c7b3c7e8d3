import type { Sites } from '../../schema/site.ts';
import { isMembers } from '../phases/same-value.ts';
import { jsonOf } from '../phases/answers.ts';
import { findContent } from './answer-checks.ts';
import { mediaTypeOf } from '../http/wire.ts';
import { responseFor } from '../subject.ts';
import type { Check, Exchange } from './check.ts';

/** More levels, and more items of a list, say nothing else. */
const deepest = 6;
const mostItems = 20;

export const readWriteOnly: Check = {
  id: 'read-write-only',
  severity: 'error',
  purpose: 'What is `writeOnly` is in no answer (OpenAPI 3.0, "Schema Object").',
  find: (exchange) => membersOf(exchange, ({ sites }) => sites.length > 0 && sites.some(({ schema }) => typeof schema === 'object' && schema['writeOnly'] === true), 'is writeOnly, and came in an answer'),
};

export const undeclaredResponseProperty: Check = {
  id: 'undeclared-response-property',
  severity: 'off',
  purpose: 'Answers have the members that the contract names, and no others, also where it leaves objects open.',
  find: (exchange) => membersOf(exchange, ({ isDeclared }) => !isDeclared, 'is not declared'),
};

interface Member {
  readonly path: string;
  /** What the contract says of it. */
  readonly sites: Sites;
  readonly isDeclared: boolean;
}

function membersOf(exchange: Exchange, isFault: (member: Member) => boolean, what: string) {
  const { case: { method, operation }, response, subject } = exchange;
  const declared = responseFor(operation, response.status)?.contents ?? [];
  const content = method === undefined ? findContent(declared, mediaTypeOf(response)) : undefined;
  if (content?.schema === undefined || content.codec !== 'json') return [];
  const faults = [...membersIn(jsonOf(response), subject.sitesOf(content), exchange, '')].filter(isFault);
  return [...new Set(faults.map(({ path }) => path))].map((path) => ({ message: `${path} ${what}`, where: path, at: content.at }));
}

function* membersIn(value: unknown, sites: Sites, exchange: Exchange, path: string): Generator<Member> {
  if (path.split('/').length > deepest || sites.length === 0) return;
  const shapes = exchange.subject.sampler.alternatives(sites);
  if (Array.isArray(value)) {
    for (const [index, item] of value.slice(0, mostItems).entries()) yield* membersIn(item, shapes.flatMap((shape) => shape.item(index)), exchange, `${path}/*`);
    return;
  }
  if (!isMembers(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const own = shapes.flatMap((shape) => shape.property(name));
    // A map names no members, and says so.
    const isDeclared = own.length > 0 || shapes.some((shape) => shape.declared.includes(name) || shape.additional !== undefined || shape.declared.length === 0);
    yield { path: `${path}/${name}`, sites: own, isDeclared };
    yield* membersIn(member, own, exchange, `${path}/${name}`);
  }
}
