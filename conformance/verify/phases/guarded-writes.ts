import { setTimeout } from 'node:timers/promises';
import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case, type Input } from '../case.ts';
import type { CheckDescription, Exchange } from '../checks/check.ts';
import { concurrentUpdate, conditionalWrites, locationResolves } from '../checks/state-checks.ts';
import { headerOf, type WireResponse } from '../http/wire.ts';
import { membersOf, withOtherTexts } from '../inputs/other-texts.ts';
import type { Session } from '../session.ts';
import { differences, isSuccess, isSuccessStatus, thingIn } from './answers.ts';

const patientMs = 1000;

type Seen = Pick<Exchange, 'case' | 'request' | 'response'>;
type Read = (about: string) => Promise<Seen | undefined>;

/** Whatever `Location` says of what was created with 201, or will be with 202, it leads there (RFC 9110 sections 10.2.2 and 15.3.3). */
export async function followLocation(read: Operation, input: Input, created: Seen, session: Session): Promise<void> {
  const location = headerOf(created.response, 'location');
  const url = [201, 202].includes(created.response.status) && location !== undefined ? addressOf(location, created.request.url) : undefined;
  if (url === undefined) return;
  const sent: Case = { ...plain(read, input, 'what Location names'), url };
  const first = await session.run(sent);
  if (first === undefined || ![404, 405, 410].includes(first.status)) return;
  // What was taken on to be done may not have begun.
  if (created.response.status === 202) await setTimeout(patientMs);
  const response = await session.run(sent);
  if (response === undefined || ![404, 405, 410].includes(response.status)) return;
  await tell(session, locationResolves, `Location was ${location ?? ''}, and reading it gave ${response.status}`, sent, response);
}

/** Undefined where it is on another machine. */
function addressOf(location: string, base: string): string | undefined {
  if (!URL.canParse(location, base)) return undefined;
  const [named, asked] = [new URL(location, base), new URL(base)];
  const isNear = named.host === asked.host || (named.port === asked.port && [named, asked].every(({ hostname }) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)));
  return isNear ? asked.origin + named.pathname + named.search : undefined;
}

/** Where 412 is declared, a write with another ETag in `If-Match` is refused, and one with the right ETag is not. */
export async function writeOnCondition(write: Operation, input: Input, read: Read, session: Session): Promise<void> {
  if (!write.responses.some(({ status }) => status === '412')) return;
  const etag = await etagNow(read);
  if (etag === undefined) return;
  const stale = conditional(write, input, '"specwright-stale"', 'a write with an ETag that the thing does not have');
  const refused = await session.run(stale);
  if (isSuccess(refused)) return tell(session, conditionalWrites, `If-Match named another ETag than ${etag}, and the answer was ${refused.status}`, stale, refused);
  const right = conditional(write, input, etag, 'a write with the ETag that was just told');
  const answer = await session.run(right);
  if (answer?.status === 412 && (await etagNow(read)) === etag) await tell(session, conditionalWrites, `If-Match named the ETag ${etag}, and the answer was 412`, right, answer);
}

/** A weak one matches nothing in If-Match (RFC 9110 section 13.1.1). */
async function etagNow(read: Read): Promise<string | undefined> {
  const seen = await read('read for its ETag');
  const etag = seen === undefined || !isSuccess(seen.response) ? undefined : headerOf(seen.response, 'etag');
  return etag?.startsWith('W/') === true ? undefined : etag;
}

function conditional(write: Operation, input: Input, etag: string, about: string): Case {
  return { ...plain(write, input, about), extraHeaders: { 'if-match': etag } };
}

const rounds = 3;

/** Two clients replace a thing at once: what is read afterwards is what the one or the other sent, and of two with one ETag one is refused. */
export async function replaceAtOnce(write: Operation, input: Input, read: Read, session: Session): Promise<void> {
  const isGuarded = write.responses.some(({ status }) => status === '412');
  for (let round = 0; round < rounds; round++) {
    const etag = isGuarded ? await etagNow(read) : undefined;
    const inputs = [11, 12].map((turn) => withOtherTexts(input, turn + 2 * round, session.subject));
    const cases = inputs.map((each) => (etag === undefined ? plain(write, each, 'two clients write at once') : conditional(write, each, etag, 'two clients write at once with one ETag')));
    const answers = await Promise.all(cases.map((sent) => session.run(sent)));
    const [sent, response] = [cases[1], answers[1]];
    if (sent === undefined || response === undefined || answers.some((answer) => answer === undefined || answer.status >= 500)) return;
    const count = answers.filter((answer) => isSuccessStatus(answer?.status)).length;
    if (etag !== undefined && count === 2) return tell(session, concurrentUpdate, `two writes with the ETag ${etag} were both taken: one is lost`, sent, response);
    if (count < 2) continue;
    const seen = await read('read what two clients wrote at once');
    const thing = seen === undefined || !isSuccess(seen.response) ? undefined : thingIn(seen.response);
    const wrong = thing === undefined ? [] : inputs.map((each) => differences(membersOf(each.body) ?? {}, thing));
    if (seen !== undefined && wrong.length > 0 && wrong.every(({ length }) => length > 0)) return session.add(concurrentUpdate, { message: `what is read is neither what the one nor what the other client sent: ${wrong.flat().join(', ')}`, where: 'mixed' }, seen);
  }
}

function plain(operation: Operation, input: Input, about: string): Case {
  return { ...plainCase(operation, input, 'stateful'), about, expectation: { kind: 'anything' } };
}

async function tell(session: Session, check: CheckDescription, message: string, sent: Case, response: WireResponse): Promise<void> {
  session.add(check, { message, where: sent.about }, { case: sent, request: await session.written(sent), response });
}
