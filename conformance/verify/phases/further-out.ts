import { pointerTokens } from '../../../generator/load/json-pointer.ts';
import type { Case, Input } from '../case.ts';
import { invalidRejected } from '../checks/request-checks.ts';
import type { WireResponse } from '../http/wire.ts';
import { withValueAt } from '../inputs/mutate.ts';
import type { Session } from '../session.ts';
import { isMembers } from './same-value.ts';

const upper = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems'];
const lower = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems'];
const longest = 20_000;

/**
 * Just beyond a bound the answer was that of a right request which the domain refuses. Where the server refuses as wrong what lies further
 * out, it does look at the bound, and has another one than the contract.
 */
export async function lookFurtherOut(sent: Case, response: WireResponse | undefined, session: Session): Promise<void> {
  const { operation, expectation, at } = sent;
  const isDoubtful = expectation.kind === 'rejected' && expectation.check === 'invalid-rejected' && [401, 403, 404, 409, 410].includes(response?.status ?? 0);
  const further = isDoubtful && at.in === 'body' ? furtherCase(sent, session) : undefined;
  if (response === undefined || further === undefined) return;
  const answer = await session.probe(further);
  if (answer === undefined || ![400, 422].includes(answer.status) || !operation.responses.some(({ status }) => status === String(answer.status))) return;
  session.add(invalidRejected, { message: `${sent.about}: the answer was ${response.status}, and ${answer.status} only further out`, where: 'taken' }, { case: sent, request: await session.written(sent), response });
}

/** Undefined where it could be refused for another reason. */
function furtherCase(sent: Case, { subject }: Session): Case | undefined {
  const { at, input } = sent;
  const { body } = input;
  if (body === undefined || !('content' in body)) return undefined;
  const breaks = (value: unknown) => subject.contract.schemas.errors(subject.sitesOf(body.content), value);
  const value = withValueAt(body.value, at.pointer, furtherFrom(valueAt(body.value, at.pointer), at.keyword));
  const isOnly = [body.value, value].every((each) => breaks(each).length > 0 && breaks(each).every(({ keyword, instancePath }) => keyword === at.keyword && instancePath === at.pointer));
  const changed: Input = { ...input, body: { content: body.content, value } };
  return isOnly ? { ...sent, input: changed, expectation: { kind: 'anything' } } : undefined;
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointerTokens(pointer).reduce<unknown>((at, token) => (Array.isArray(at) || isMembers(at) ? (at as Record<string, unknown>)[token] : undefined), value);
}

/** About twice as far; the same where there is no room. */
function furtherFrom(value: unknown, keyword: string): unknown {
  const [isUpper, isLower] = [upper.includes(keyword), lower.includes(keyword)];
  if (typeof value === 'number') return isUpper ? value + Math.abs(value) + 1 : isLower ? value - Math.abs(value) - 1 : value;
  if (typeof value === 'string' && isUpper && value.length <= longest) return value + (value.at(-1) ?? 'a').repeat(value.length);
  if (typeof value === 'string' && isLower && value.length > 1) return value.slice(0, Math.ceil(value.length / 2));
  return Array.isArray(value) && isUpper ? [...(value as unknown[]), ...(value as unknown[])] : value;
}
