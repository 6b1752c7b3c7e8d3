import type { Receive } from '../../../generator/model/types.ts';
import { plainCase, type Caller, type Case, type Input } from '../case.ts';
import type { CheckDescription, Fault } from '../checks/check.ts';
import type { WireRequest, WireResponse } from '../http/wire.ts';
import type { Session } from '../session.ts';
import { closeCode, messageSchema, undocumentedMessage } from './channel-checks.ts';
import { withMembers } from '../inputs/other-texts.ts';
import { NoInput } from '../inputs/plain-input.ts';
import type { Supply } from '../supply.ts';
import { plainMessage } from './traffic.ts';
import { encode, idsIn, type ChannelSubject, type Heard } from './channel-subject.ts';
import { Line, type Refused } from './line.ts';
import { openSocketIoLine } from './socket-io-line.ts';
import { openWebSocketLine } from './web-socket-line.ts';

/** What came of a message. */
export interface Reaction {
  /** As it went out; undefined where nothing was sent. */
  readonly sent: unknown;
  readonly heard: readonly Heard[];
  readonly isClosed: boolean;
}

/** What is sent, and how it is told. */
export interface Utterance {
  readonly receive: Receive | undefined;
  readonly about: string;
  readonly at: Case['at'];
  /** A value of the message, or what goes out as it is. */
  readonly content: { readonly value: unknown } | { readonly raw: string | Buffer };
}

/** The connection could not be opened again. */
export class LineLost extends Error {
  override readonly name = 'LineLost';
}

const sayAgainMs = 150;

/** Codes of RFC 6455 section 7.4.1 and of IANA's registry that a server may send; 1011 says that it failed. */
const standardCodes = [1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 1012, 1013, 1014];

/** Talks over a channel, connects again when it has to, and looks at everything that comes. */
export class Talk {
  readonly channel: ChannelSubject;
  readonly session: Session;
  input: Input;
  readonly #supply: Supply;
  /** Names of messages that come without having been asked for. */
  readonly unasked = new Set<string>();
  /** Messages whose answers name another one: once is enough. */
  readonly miscorrelated = new Set<string>();
  /** Right messages that every further connection begins with. */
  opening: readonly Utterance[] = [];
  /** Messages as fixtures first made them, which others were made from. */
  readonly plain = new Map<string, unknown>();
  #line: Line | undefined;
  #request: WireRequest | undefined;
  #left = 0;
  #turn = 0;
  /** What things are called, as messages have told. */
  readonly #ids = new Map<string, unknown>();
  #looked = 0;

  constructor(channel: ChannelSubject, input: Input, session: Session, supply: Supply) {
    this.channel = channel;
    this.input = input;
    this.session = session;
    this.#supply = supply;
  }

  /** `change` makes another handshake of a right one. */
  async open(caller: Caller = 'given', change: (input: Input) => Input = (input) => input): Promise<Line | Refused> {
    const { channel, session } = this;
    const fresh = await this.#supply.fresh(channel.handshake);
    if (!(fresh instanceof NoInput)) this.input = fresh;
    const request = await session.written({ ...plainCase(channel.handshake, change(this.input), 'streams'), caller });
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'accept'));
    this.#request = { ...request, method: channel.channel.protocol === 'ws' ? 'WEBSOCKET' : 'SOCKET.IO', headers };
    await session.spend();
    const target = { url: request.url, headers, protocols: channel.channel.subprotocols, timeoutMs: session.options.timeoutMs };
    return channel.channel.protocol === 'ws' ? openWebSocketLine(target) : openSocketIoLine(target);
  }

  /** The connection that is there, or a new one. */
  async line(): Promise<Line> {
    if (this.#line !== undefined && this.#line.closed === undefined && this.#left > 0) return this.#line;
    this.#line?.drop();
    const line = await this.open();
    if (!(line instanceof Line)) throw new LineLost(`${this.channel.channel.name} could not be connected to again: ${line.status ?? ''} ${line.text}`);
    this.#line = line;
    this.#looked = 0;
    const { rate } = this.channel.channel.limits;
    this.#left = rate === undefined ? Infinity : Math.max(1, rate.messages - 2);
    for (const utterance of this.opening) await this.#sayAgain(line, utterance);
    if (this.opening.length > 0) await line.quiet(sayAgainMs);
    return line;
  }

  /** What was agreed upon earlier, such as a name, is not known to a new connection. */
  async #sayAgain(line: Line, utterance: Utterance): Promise<void> {
    const { wire } = await this.#dataOf(utterance);
    const from = line.frames.length;
    this.#left -= 1;
    line.say({ event: utterance.receive?.message.name ?? '', data: wire, wantsReply: (utterance.receive?.replies.length ?? 0) > 0 });
    await line.until(() => line.frames.length > from, sayAgainMs);
  }

  /** Says something, and waits until `isEnough` of what comes, or for so long. */
  async say(utterance: Utterance, isEnough: (heard: Heard) => boolean, milliseconds: number): Promise<Reaction> {
    const line = await this.line();
    await this.session.spend();
    const { channel } = this.channel;
    const data = await this.#dataOf(utterance);
    const from = line.frames.length;
    this.#left -= 1;
    line.say({ event: utterance.receive?.message.name ?? 'specwright', data: data.wire, wantsReply: (utterance.receive?.replies.length ?? 0) > 0 });
    const since = () => line.frames.slice(from).map((frame) => this.channel.hear(frame));
    await line.until(() => since().some(isEnough), milliseconds);
    const reaction = { sent: data.value, heard: since(), isClosed: line.closed !== undefined };
    this.look(utterance, channel.protocol === 'ws' ? String(data.wire) : JSON.stringify(data.wire));
    return reaction;
  }

  /** As a fixture makes it, else from the contract. */
  async plainOf(receive: Receive): Promise<Utterance | undefined> {
    const plain = plainMessage(this.channel, receive);
    const fresh = await this.#supply.freshBody({ id: receive.id });
    if (fresh === undefined || plain === undefined) return plain;
    this.plain.set(receive.id, fresh);
    return { ...plain, content: { value: fresh } };
  }

  /** Whether the connection was closed as a goodbye is answered (RFC 6455 section 7.4.1). */
  get isOverInOrder(): boolean {
    return [1000, 1001, 1005].includes(this.#line?.closed?.code ?? 0);
  }

  /** Waits until nothing comes any more. */
  async quiet(milliseconds: number): Promise<void> {
    await (await this.line()).quiet(milliseconds);
  }

  /** Holds what came since the last look against the contract. */
  look(utterance: Utterance, sent?: string): void {
    const line = this.#line;
    if (line === undefined) return;
    for (const frame of line.frames.slice(this.#looked)) {
      if (frame.isReply) continue;
      const heard = this.channel.hear(frame);
      for (const [name, id] of idsIn(heard.value)) this.#ids.set(name, id);
      this.session.coverage.recordMessages(this.channel.channel, undefined, heard.message);
      const [check, fault] = this.judge(heard) ?? [];
      if (check !== undefined && fault !== undefined) this.tell(check, fault, utterance, sent, frame.text);
    }
    this.#looked = line.frames.length;
    const fault = this.#closeFault(line);
    if (fault !== undefined) this.tell(closeCode, fault, utterance, sent);
  }

  judge({ message, frame, value }: Heard): readonly [CheckDescription, Fault] | undefined {
    if (message === undefined) return [undocumentedMessage, { message: `a message came that the contract does not have: ${frame.isBinary ? 'bytes' : frame.text.slice(0, 120)}`, where: 'unknown' }];
    const { schemas } = this.channel.subject.contract;
    const [error] = value === undefined && message.encoding !== 'none' ? [{ instancePath: '', keyword: 'syntax', message: 'is no JSON' }] : schemas.errors(this.channel.sitesOf(message), value);
    if (error === undefined) return undefined;
    const where = `${message.name} ${error.instancePath.replace(/\/\d+/g, '/*')} ${error.keyword}`;
    return [messageSchema, { message: `the message ${message.name}${error.instancePath === '' ? '' : `, ${error.instancePath},`} ${error.message ?? 'is not valid'}`, where, at: message.at }];
  }

  tell(check: CheckDescription, fault: Fault, utterance: Pick<Utterance, 'receive' | 'about' | 'at'>, sent?: string, came?: string): void {
    const { receive, about, at } = utterance;
    const operation = receive === undefined ? this.channel.handshake : this.channel.operationOf(receive);
    const told: Case = { ...plainCase(operation, this.input, 'streams'), about, at };
    const request = { ...(this.#request ?? { method: 'WEBSOCKET', url: this.session.options.url, headers: {} }), ...(sent === undefined ? {} : { body: Buffer.from(sent) }) };
    this.session.add(check, fault, { case: told, request, response: this.#transcript(came) });
  }

  end(): void {
    this.#line?.drop();
  }

  async #dataOf({ receive, content }: Utterance): Promise<{ readonly value: unknown; readonly wire: unknown }> {
    if ('raw' in content) return { value: undefined, wire: content.raw };
    if (receive === undefined) return { value: content.value, wire: JSON.stringify(content.value) };
    const { protocol } = this.channel.channel;
    const fresh = await this.#supply.freshBody({ id: receive.id });
    const own = withMembers(content.value, this.plain.get(receive.id), fresh);
    const value = this.channel.accepts(receive.message, own) ? this.channel.fit(receive.message, own, this.input, ++this.#turn, this.#ids) : own;
    return { value, wire: encode(value, receive.message, protocol) };
  }

  #closeFault({ closed, broken }: Line): Fault | undefined {
    if (broken !== undefined) return { message: `what came breaks the rules of the wire: ${broken}`, where: 'broken' };
    if (closed === undefined) return undefined;
    const { code, reason } = closed;
    if (code === 1006) return { message: 'the connection was dropped without a close', where: 'dropped' };
    if (code === 1011) return { message: `the server failed and closed with 1011 ${reason}`.trim(), where: '1011' };
    const { closeCodes } = this.channel.channel;
    const isKnown = standardCodes.includes(code) || closeCodes.length === 0 || closeCodes.some((declared) => declared.code === code);
    return isKnown ? undefined : { message: `closed with ${code}, declared are ${closeCodes.map((each) => each.code).join(', ')}`, where: String(code) };
  }

  /** What came, as an answer that reports can show. */
  #transcript(came: string | undefined): WireResponse {
    const { frames = [], closed } = this.#line ?? {};
    const ending = closed === undefined ? [] : [`closed with ${closed.code} ${closed.reason}`.trim()];
    const text = [came ?? frames.slice(-3).map((frame) => frame.text).join('\n'), ...ending].filter((each) => each !== '').join('\n');
    return { status: 101, headers: {}, body: Buffer.from(text === '' ? 'nothing came' : text), isCut: false, milliseconds: 0 };
  }
}
