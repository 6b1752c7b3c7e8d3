import { DomainError } from '../../../domain/errors.ts';
import { installPackage as install } from '../../../domain/package/install-package.ts';
import type { InstallAgentReply, InstallAgentRequest } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

type Request = Pick<InstallAgentRequest<Context>, 'actor' | 'db' | 'query' | 'services' | 'signal'>;

/** The answers of GET and POST /agent/download: plain texts that name what was looked for. */
export async function installPackage({ actor, db, query, services, signal }: Request): Promise<InstallAgentReply> {
  try {
    const { name, version } = await install(db, services.packages, actor, { name: query.query, version: query.version, signal });
    return { status: 200, body: `Successfully installed ${name}:${version}` };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refuse(error, `${query.query}:${query.version ?? 'latest'}`);
  }
}

function refuse(error: DomainError, wanted: string): InstallAgentReply {
  const body = `Failed to download package: ${wanted}, ${toClause(error.message)}`;
  switch (error.code) {
    case 'package_not_found':
      return { status: 404, body: `Package not found: ${wanted}` };
    case 'unconfigured':
      return { status: 501, body };
    case 'upstream_failed':
      return passOn(error.facts.status, body);
    case 'upstream_timeout':
    case 'package_refused':
    case 'package_too_large':
      return { status: 502, body };
    default:
      throw error;
  }
}

/** Statuses that this operation gives another meaning. */
const taken: ReadonlySet<number> = new Set([400, 401, 422, 429, 500, 503, 504]);

/** With the package service's own status, as the reference says; 502 where it would be read as this service's word. */
function passOn(status: number | undefined, body: string): InstallAgentReply {
  const isOurs = status === undefined || status < 400 || status > 599 || taken.has(status);
  return { status: isOurs ? 502 : status, body } as InstallAgentReply;
}

/** A sentence as the end of another one. */
function toClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
