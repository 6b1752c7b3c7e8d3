import type { Channel, Operation } from '../../../generator/model/types.ts';
import type { Case } from '../case.ts';
import { authEnforced, invalidRejected } from '../checks/request-checks.ts';
import { NoInput } from '../inputs/plain-input.ts';
import type { Session } from '../session.ts';
import type { Supply } from '../supply.ts';
import { ChannelSubject } from '../streams/channel-subject.ts';
import { closeCode, handshake } from '../streams/channel-checks.ts';
import { InvalidTraffic } from '../streams/invalid-traffic.ts';
import { Line, type Refused } from '../streams/line.ts';
import { isRefusal } from '../streams/refusal.ts';
import { LineLost, Talk } from '../streams/talk.ts';
import { answerMs, judgeRefused, sendRight, sendVariations, textOf, type Learnt } from '../streams/valid-traffic.ts';
import { isOpen } from '../subject.ts';
import { variations } from './vary.ts';

/** What comes within this time after a connection was opened comes by itself. */
const listenMs = 300;
const closeMs = 3000;
const mostOpening = 3;
/** Names of messages that others may need to have been sent before. */
const opens = /join|auth|hello|subscri|init|identif|login|connect|enter|register/i;

const opening = { receive: undefined, about: 'a handshake', at: { in: 'request', pointer: '', keyword: 'handshake' } } as const;

/** Talks to a server over a WebSocket or Socket.IO channel: what is right, what is wrong, and the end. */
export async function runChannel(channel: Channel, session: Session, supply: Supply, notes: string[]): Promise<void> {
  const subject = new ChannelSubject(channel, session.subject);
  const input = await supply.inputFor(subject.handshake);
  if (input instanceof NoInput) return void notes.push(`${channel.name} was not connected to: its address could not be made up`);
  const talk = new Talk(subject, input, session, supply);
  const first = await talk.open();
  if (!(first instanceof Line)) return judgeRefusal(first, talk, notes);
  first.drop();
  try {
    await converse(talk, notes);
  } catch (error) {
    if (!(error instanceof LineLost)) throw error;
    notes.push(error.message);
  } finally {
    talk.end();
  }
}

function judgeRefusal(refused: Refused, talk: Talk, notes: string[]): void {
  const { channel } = talk.channel;
  const { status = 0, text } = refused;
  const isMadeUp = talk.session.options.fixtures[channel.name] === undefined && channel.parameters.some(({ in: place, required }) => place !== 'header' && required);
  const isFault = refused.status === undefined ? !/ECONNREFUSED|ENOTFOUND/.test(text) && channel.protocol === 'ws' : status >= 500 || (![401, 403, 429].includes(status) && !isMadeUp);
  const message = `the handshake was refused${refused.status === undefined ? '' : ` with ${status}`}: ${text.slice(0, 160)}`;
  if (isFault) return talk.tell(handshake, { message, where: 'refused' }, opening);
  notes.push(`${channel.name} was not connected to: ${message}`);
}

async function converse(talk: Talk, notes: string[]): Promise<void> {
  await listen(talk);
  const all: Learnt[] = [];
  const order = [...talk.channel.channel.receives];
  for (const receive of order) {
    const learnt = await sendRight(talk, receive);
    if (learnt === undefined) notes.push(`${receive.id} was not sent: no right message could be made up`);
    else all.push(learnt);
  }
  talk.opening = all.filter(({ receive, isTaken, isLast }) => isTaken && !isLast && opens.test(receive.message.name)).map(({ plain }) => plain).slice(0, mostOpening);
  const inOrder = [...all.filter(({ isLast }) => !isLast), ...all.filter(({ isLast }) => isLast)];
  for (const learnt of inOrder) await sendVariations(talk, learnt);
  const invalid = new InvalidTraffic(talk);
  for (const learnt of inOrder) await invalid.sendVariations(learnt);
  await invalid.sendOdd();
  for (const learnt of inOrder) await judgeRefused(talk, learnt, invalid.codes);
  for (const { receive, isTaken, isSilent, isLast, refused } of all)
    if (!isTaken && !isSilent && !isLast) notes.push(`${receive.id} was always refused: ${refused[0]?.heard.frame.text.slice(0, 120) ?? ''}`);
  const answered = inOrder.find(({ isTaken, isLast, echoes }) => isTaken && !isLast && echoes.size > 0);
  await refuseWrongHandshakes(talk, answered);
  await refuseStrangers(talk, answered);
  await close(talk);
}

/** What comes by itself tells nothing of what is sent. */
async function listen(talk: Talk): Promise<void> {
  const line = await talk.line();
  await line.until(() => false, listenMs);
  for (const { message } of line.frames.map((frame) => talk.channel.hear(frame))) if (message !== undefined) talk.unasked.add(message.name);
  talk.look({ ...opening, content: { raw: '' } });
}

const mostHandshakes = 6;

/** A handshake that breaks the contract in one place: one of each place. */
async function refuseWrongHandshakes(talk: Talk, learnt: Learnt | undefined): Promise<void> {
  const { handshake: operation } = talk.channel;
  const cases = [...variations(operation, talk.input, 'wrong', talk.session.subject)].filter(({ at, expectation }) => expectation.kind === 'rejected' && expectation.check === 'invalid-rejected' && !isReserved(at.pointer));
  const first = [...new Map(cases.reverse().map((each) => [each.at.in + each.at.pointer + (each.at.keyword === 'required' ? ' required' : ''), each])).values()].reverse();
  for (const each of first.slice(0, mostHandshakes)) await refuseWrongly(talk, learnt, each);
}

/** What the handshake itself means by it is for whoever speaks the wire to say. */
function isReserved(pointer: string): boolean {
  return /^\/(upgrade|connection|host|origin|cookie|authorization|sec-websocket-.*)$/i.test(pointer);
}

async function refuseWrongly(talk: Talk, learnt: Learnt | undefined, { input, about, at }: Case): Promise<void> {
  const line = await talk.open('given', () => input);
  const utterance = { ...opening, about: `a handshake: ${about}`, at };
  if (!(line instanceof Line)) {
    if ((line.status ?? 0) >= 500) talk.tell(handshake, { message: `the server failed with ${line.status ?? ''}`, where: 'failed' }, utterance);
    return;
  }
  if (await isServed(talk, line, learnt)) talk.tell(invalidRejected, { message: `a handshake that breaks the contract was taken: ${about}`, where: 'taken' }, utterance);
  line.drop();
}

/** Where credentials are asked for, who has none is refused, disconnected, or not listened to. */
async function refuseStrangers(talk: Talk, learnt: Learnt | undefined): Promise<void> {
  const operation: Operation = talk.channel.handshake;
  if (isOpen(operation) || Object.keys(talk.session.options.secrets).length === 0) return;
  for (const caller of ['nobody', 'garbled', 'longer'] as const) await refuseStranger(talk, learnt, caller);
}

const wrongly = { nobody: 'without credentials', garbled: 'with credentials with one letter changed', longer: 'with credentials with other letters at the end' } as const;

async function refuseStranger(talk: Talk, learnt: Learnt | undefined, caller: keyof typeof wrongly): Promise<void> {
  const about = `a handshake ${wrongly[caller]}`;
  const utterance = { ...opening, about };
  const line = await talk.open(caller);
  if (!(line instanceof Line)) {
    if ((line.status ?? 0) >= 500) talk.tell(handshake, { message: `the server failed with ${line.status ?? ''}`, where: 'failed' }, utterance);
    return;
  }
  if (await isServed(talk, line, learnt)) talk.tell(authEnforced, { message: `${about}: the connection was served` }, { ...utterance, at: { in: 'request', pointer: '', keyword: `security ${caller}` } });
  line.drop();
}

/** Whether a connection that was taken is more than open: some close it at once, or listen to nobody. */
async function isServed(talk: Talk, line: Line, learnt: Learnt | undefined): Promise<boolean> {
  await line.until(() => false, listenMs);
  if (line.closed !== undefined || learnt === undefined) return false;
  const from = line.frames.length;
  const since = () => line.frames.slice(from).map((frame) => talk.channel.hear(frame));
  line.say({ event: learnt.receive.message.name, data: textOf(learnt.plain), wantsReply: false });
  await line.until(() => since().length > 0, answerMs);
  return line.closed === undefined && since().some((heard) => heard.message !== undefined && !isRefusal(heard) && learnt.echoes.has(heard.message.name));
}

/** RFC 6455 section 5.5.1: a close is answered by a close. */
async function close(talk: Talk): Promise<void> {
  const line = await talk.line();
  line.close();
  await line.until(() => false, closeMs);
  const { closed } = line;
  if (closed !== undefined && closed.code !== 1006) return;
  talk.tell(closeCode, { message: closed === undefined ? 'a close was not answered' : 'the connection was dropped instead of closed', where: 'close' }, { ...opening, about: 'a close with 1000' });
}
