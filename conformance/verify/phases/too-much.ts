import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import { bodyLimit } from '../checks/state-checks.ts';
import { saysAllValues } from '../http/write-body.ts';
import type { Session } from '../session.ts';
import { isSuccess } from './answers.ts';

/** More than a server that has a limit takes of JSON. */
const bytes = 16 * 1024 * 1024;

/** Where 413 is declared, a body without end is refused, or its connection is closed (RFC 9110 section 15.5.14). */
export async function sendTooMuch(operation: Operation, input: Input, session: Session): Promise<void> {
  const { body } = input;
  if (body === undefined || !('content' in body) || !saysAllValues(body.content) || !operation.responses.some(({ status }) => status === '413')) return;
  const text = JSON.stringify(body.value) ?? '{}';
  const long = Buffer.alloc(bytes, ' ');
  long.write(text, bytes - Buffer.byteLength(text));
  const sent: Case = { ...plainCase(operation, { ...input, body: { mediaType: body.content.mediaType, bytes: long } }, 'protocol'), about: `a right body behind ${bytes / 1024 / 1024} MB of blanks`, expectation: { kind: 'anything' } };
  const response = await session.probe(sent);
  if (!isSuccess(response)) return;
  const request = { ...(await session.written(sent)), body: Buffer.from(text) };
  session.add(bodyLimit, { message: `${sent.about}: the answer was ${response.status}, 413 is declared`, where: '413' }, { case: sent, request, response });
}
