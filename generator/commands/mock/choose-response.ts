import type { DocumentTree, Place } from './document-tree.ts';
import type { Preferences } from './prefer.ts';
import type { MockOperation } from './read-operations.ts';

export interface ChosenResponse {
  readonly status: number;
  readonly place: Place | undefined;
  /** The status is the one that was asked for. */
  readonly isPreferred: boolean;
}

/** The response that a request prefers, or else the plainest success that the operation declares. */
export function chooseResponse(tree: DocumentTree, { place }: MockOperation, { code, example }: Preferences): ChosenResponse {
  const declared = tree.members(tree.member(place, 'responses')).filter(([status]) => /^[2-5](\d\d|XX)$/i.test(status) || status === 'default');
  const byStatus = new Map(declared.map(([status, response]) => [status.toUpperCase(), response]));
  const wanted = code === undefined ? undefined : (byStatus.get(code) ?? byStatus.get(`${code[0]}XX`) ?? byStatus.get('DEFAULT'));
  if (code !== undefined && wanted !== undefined) return { status: Number(code), place: wanted, isPreferred: true };
  const named = example === undefined ? undefined : declared.find(([, response]) => hasExample(tree, response, example));
  const [status, chosen] = success(named === undefined ? declared : [named]) ?? ['200', undefined];
  return { status: statusOf(status), place: chosen, isPreferred: false };
}

/** 2XX from the least, then `default`, then whatever comes first. */
function success(declared: readonly [string, Place][]): [string, Place] | undefined {
  const good = declared.filter(([status]) => status.startsWith('2')).sort(([a], [b]) => (a < b ? -1 : 1));
  return good[0] ?? declared.find(([status]) => status === 'default') ?? declared[0];
}

function statusOf(status: string): number {
  return status === 'default' ? 200 : Number(status.replace(/x/gi, '0'));
}

function hasExample(tree: DocumentTree, response: Place, name: string): boolean {
  return tree.members(tree.member(response, 'content')).some(([, media]) => tree.member(tree.member(media, 'examples'), name) !== undefined);
}
