import type { Operation } from '../../../generator/model/types.ts';
import { plainCase, type Case } from '../case.ts';
import { wireAnswered, wireRefused } from '../checks/wire-checks.ts';
import { rawExchange, type RawAnswer } from '../http/raw-exchange.ts';
import type { WireRequest } from '../http/wire.ts';
import { NoInput } from '../inputs/plain-input.ts';
import type { Session } from '../session.ts';
import type { Supply } from '../supply.ts';
import { isSuccessStatus } from './answers.ts';

/** A request as bytes, and what is wrong with what came; undefined where nothing is. */
interface Odd {
  readonly about: string;
  readonly pieces: readonly (string | Buffer)[];
  readonly isRefused: boolean;
  /** So many answers are enough; without it the end is waited for. */
  readonly count: number;
  readonly judge: (answer: RawAnswer) => string | undefined;
}

/** HTTP/1.1 itself, beneath what a client lets one write: requests that have to be refused because two readers would take them for two things (RFC 9112). */
export async function runWire(operations: readonly Operation[], session: Session, supply: Supply, notes: string[]): Promise<void> {
  const operation = operations.find((each) => each.method === 'get' && isSuccessStatus(session.plainStatus(each)));
  const input = operation && (await supply.inputFor(operation));
  if (operation === undefined || input === undefined || input instanceof NoInput || !session.options.url.startsWith('http:')) return void notes.push('wire was left out: it takes a GET that succeeds, over http');
  const sent: Case = { ...plainCase(operation, input, 'protocol'), phase: 'wire' };
  const request = await session.written(sent);
  for (const odd of oddRequests(request)) {
    const answer = await ask(odd, request, session);
    const fault = odd.judge(answer);
    // A server that is busy may have been late.
    if (fault === undefined || odd.judge(await ask(odd, request, session)) === undefined) continue;
    const bytes = Buffer.concat(odd.pieces.map((piece) => Buffer.from(piece)));
    const raw = { method: 'RAW', url: request.url, headers: {}, body: bytes.length > 2000 ? bytes.subarray(0, 2000) : bytes };
    const response = { status: answer.statuses[0] ?? 0, headers: {}, body: Buffer.from(answer.text.slice(0, 400)), isCut: false, milliseconds: 0 };
    session.add(odd.isRefused ? wireRefused : wireAnswered, { message: `${odd.about}: ${fault}`, where: odd.about }, { case: { ...sent, about: odd.about }, request: raw, response });
  }
}

async function ask({ pieces, count }: Odd, { url }: WireRequest, session: Session): Promise<RawAnswer> {
  await session.spend();
  return rawExchange(new URL(url), pieces, count);
}

function oddRequests({ url, headers }: WireRequest): Odd[] {
  const { host, pathname, search } = new URL(url);
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const write = (line: string, ...more: string[]) => `${[line, ...more, ...own].join('\r\n')}\r\n\r\n`;
  const [target, hostLine] = [pathname + search, `Host: ${host}`];
  const get = `GET ${target} HTTP/1.1`;
  const having = (about: string, ...more: string[]): Odd => refused(about, write(get, hostLine, ...more));
  const plain = write(get, hostLine);
  return [
    refused('no Host', write(get)),
    having('two Hosts', 'Host: specwright.invalid'),
    having('a blank before the colon of a header', 'X-Specwright : 1'),
    having('a header name with a blank in it', 'X Specwright: 1'),
    having('a header without a colon', 'specwright'),
    refused('a length that is no number', `${write(get, hostLine, 'Content-Length: 1x')}a`),
    refused('a length below zero', write(get, hostLine, 'Content-Length: -1')),
    refused('two lengths that differ', `${write(get, hostLine, 'Content-Length: 1', 'Content-Length: 2')}ab`),
    refused('a transfer coding that nobody knows, on a connection that stays open', write(get, hostLine, 'Transfer-Encoding: specwright'), staysOpen, Infinity),
    refused('a length and a transfer coding, on a connection that stays open', `${write(get, hostLine, 'Content-Length: 3', 'Transfer-Encoding: chunked')}0\r\n\r\n`, staysOpen, Infinity),
    refused('a version that there is not', write(`GET ${target} HTTP/9.9`, hostLine)),
    refused('a request line that is none', 'specwright\r\n\r\n'),
    having('headers of 200 kB', `X-Specwright: ${'a'.repeat(200_000)}`),
    refused('an address of 100 kB', write(`GET ${target}${search === '' ? '?' : '&'}specwright=${'a'.repeat(100_000)} HTTP/1.1`, hostLine), ({ statuses }) => statuses.some((status) => status >= 500)),
    answered('the whole address in the request line', [write(`GET http://${host}${target} HTTP/1.1`, hostLine)], 1),
    answered('two requests at once', [plain + plain], 2),
    answered('a request letter by letter', [...plain.slice(0, 40), plain.slice(40)], 1),
    { about: 'Connection: close', pieces: [write(get, hostLine, 'Connection: close')], isRefused: false, count: Infinity, judge: ({ isClosed }) => (isClosed ? undefined : 'the connection stayed open') },
  ];
}

function isTakenOrFailed({ statuses }: RawAnswer): boolean {
  return statuses.some((status) => isSuccessStatus(status) || [500, 502, 503].includes(status));
}

/** Who has answered and closes reads nothing else of it. */
function staysOpen({ isClosed, statuses }: RawAnswer): boolean {
  return !isClosed && statuses.some(isSuccessStatus);
}

function refused(about: string, text: string, isWrong = isTakenOrFailed, count = 1): Odd {
  return { about, pieces: [text], isRefused: true, count, judge: (answer) => (isWrong(answer) ? `the answer was ${answer.statuses.join(', ')}, not a refusal` : undefined) };
}

function answered(about: string, pieces: readonly string[], count: number): Odd {
  return { about, pieces, isRefused: false, count, judge: ({ statuses }) => (statuses.length === count && statuses.every(isSuccessStatus) ? undefined : `${count === 1 ? 'an answer' : `${count} answers`} with success had to come, there came ${statuses.join(', ') || 'nothing'}`) };
}
