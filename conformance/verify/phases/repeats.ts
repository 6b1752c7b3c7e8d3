import { randomUUID } from 'node:crypto';
import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import { conditionalRequests, headMatchesGet, idempotencyKey } from '../checks/state-checks.ts';
import { headerOf, mediaTypeOf, type WireResponse } from '../http/wire.ts';
import { keyHeader } from '../inputs/fresh-key.ts';
import { withOtherTexts } from '../inputs/other-texts.ts';
import type { Session } from '../session.ts';
import { isStreaming, responseFor } from '../subject.ts';
import { isSuccess, isSuccessStatus, thingIn } from './answers.ts';

/** The same request in another way: as HEAD, on a condition, or once more with its key. */
export async function runRepeats(operation: Operation, input: Input, session: Session): Promise<void> {
  if (operation.method === 'get' && !isStreaming(operation)) await repeatReading(operation, input, session);
  const key = keyHeader(operation);
  if (operation.method === 'post' && key !== undefined) await repeatWithKey(operation, input, key, session);
}

async function repeatReading(operation: Operation, input: Input, session: Session): Promise<void> {
  if (!isSuccessStatus(session.plainStatus(operation))) return;
  const plain: Case = { ...plainCase(operation, input, 'protocol'), about: 'GET, to compare', expectation: { kind: 'anything' } };
  const read = await session.run(plain);
  if (!isSuccess(read) || read.isCut) return;
  await asHead(plain, read, session);
  const etag = headerOf(read, 'etag');
  if (etag === undefined || !operation.responses.some(({ status }) => status === '304')) return;
  const sent: Case = { ...plain, about: 'GET with the ETag that was just told', extraHeaders: { 'if-none-match': etag } };
  const answer = await session.run(sent);
  if (answer?.status === 200 && headerOf(answer, 'etag') === etag) session.add(conditionalRequests, { message: 'If-None-Match named the ETag, and the answer was 200 with the same', where: '304' }, { case: sent, request: await session.written(sent), response: answer });
}

async function asHead(plain: Case, read: WireResponse, session: Session): Promise<void> {
  const sent: Case = { ...plain, about: 'HEAD', method: 'head', input: withoutBody(plain.input) };
  const answer = await session.run(sent);
  if (!isSuccess(answer)) return;
  const [expected, came] = [mediaTypeOf(read), mediaTypeOf(answer)];
  const message = answer.status !== read.status ? `GET gives ${read.status}, HEAD ${answer.status}` : came !== undefined && came !== expected ? `GET gives ${expected ?? 'nothing'}, HEAD ${came}` : undefined;
  if (message !== undefined) session.add(headMatchesGet, { message, where: 'head' }, { case: sent, request: await session.written(sent), response: answer });
}

function withoutBody({ path, query, headers, cookies }: Input): Input {
  return { path, query, headers, cookies };
}

/** Twice with one key, which nobody has used before; what is not created twice is answered as it was. */
async function repeatWithKey(operation: Operation, input: Input, header: string, session: Session): Promise<void> {
  const own = withOtherTexts(input, 5, session.subject);
  const headers = { ...own.headers, [header]: randomUUID() };
  const sent: Case = { ...plainCase(operation, { ...own, headers }, 'protocol'), about: `twice with one ${header}`, keepsKey: true, expectation: { kind: 'anything' } };
  const first = await session.run(sent);
  if (!isSuccess(first) || responseFor(operation, first.status) === undefined) return;
  const second = await session.run(sent);
  if (second === undefined || second.status === 429 || second.status >= 500) return;
  const isTaken = second.status === 409 && (await session.run(withOtherKey(sent, header)))?.status === 409;
  const message = isTaken ? `first ${first.status}, then 409, as with another key: it was looked at twice` : difference(first, second);
  if (message !== undefined) session.add(idempotencyKey, { message, where: 'replay' }, { case: sent, request: await session.written(sent), response: second });
}

function withOtherKey(sent: Case, header: string): Case {
  const headers = { ...sent.input.headers, [header]: randomUUID() };
  return { ...sent, about: `the same with another ${header}`, input: { ...sent.input, headers } };
}

function difference(first: WireResponse, second: WireResponse): string | undefined {
  // Some servers say that the request was done already.
  if ([409, 425].includes(second.status)) return undefined;
  if (first.status !== second.status && !isSuccessStatus(second.status)) return `first ${first.status}, then ${second.status}`;
  const [one, two] = [thingIn(first), thingIn(second)];
  const id = ['id', 'uuid', ...Object.keys(one ?? {}).filter((name) => /(_id|Id)$/.test(name))].find((name) => one?.[name] !== undefined);
  if (id === undefined || one === undefined || two === undefined || one[id] === two[id]) return undefined;
  return `${id} was first ${JSON.stringify(one[id])}, then ${JSON.stringify(two[id])}: it was done twice`;
}
