import type { Operation } from '../../../generator/model/types.ts';
import type { Case, Input } from '../case.ts';
import { invalidRejected } from '../checks/request-checks.ts';
import type { WireResponse } from '../http/wire.ts';
import { coercion } from '../inputs/mutations.ts';
import type { Session } from '../session.ts';
import type { Supply } from '../supply.ts';
import { isSuccessStatus } from './answers.ts';
import { lookFurtherOut } from './further-out.ts';
import { mostTelling } from './most-telling.ts';

/** Sends the cases of an operation in one phase, as many as there is room for. */
export async function runCases(operation: Operation, cases: Iterable<Case>, input: Input, session: Session, supply: Supply): Promise<void> {
  const refused = new Set<string>();
  const answered: Answered[] = [];
  const { chosen, left } = mostTelling(cases, operation, session.subject);
  const room = session.roomFor(operation.id);
  for (const each of left) session.coverage.recordUnsent(each);
  let sent = 0;
  for (const each of chosen) {
    const place = each.at.in + each.at.pointer;
    // Who does not take a number for a text does not take an object for it either.
    if (each.at.keyword === 'type' && refused.has(place)) continue;
    if (sent++ >= room) {
      session.coverage.recordUnsent(each);
      continue;
    }
    const response = await supply.run(each, input);
    if (each.at.keyword === coercion && response !== undefined && response.status >= 400) refused.add(place);
    if (each.at.keyword === 'pattern' && response !== undefined) answered.push({ sent: each, response });
    await lookFurtherOut(each, response, session);
  }
  await comparePatterns(answered, session);
}

interface Answered {
  readonly sent: Case;
  readonly response: WireResponse;
}

/** A text that breaks a pattern is refused as others that do: where it is answered like a right one that the domain refuses, the pattern is another one. */
async function comparePatterns(answered: readonly Answered[], session: Session): Promise<void> {
  const [told] = answered.filter(({ sent, response }) => sent.expectation.kind === 'rejected' && sent.at.in === 'body' && isSuccessStatus(session.plainStatus(sent.operation)) && [401, 403, 404, 409, 410].includes(response.status));
  const usual = told && answered.find(({ sent, response }) => sent.expectation.kind === 'rejected' && sent.at.pointer === told.sent.at.pointer && [400, 422].includes(response.status));
  if (told === undefined || usual === undefined || !told.sent.operation.responses.some(({ status }) => status === String(usual.response.status))) return;
  session.add(invalidRejected, { message: `${told.sent.about}: the answer was ${told.response.status}, and ${usual.response.status} for another text that breaks the pattern`, where: 'taken' }, { case: told.sent, request: await session.written(told.sent), response: told.response });
}
