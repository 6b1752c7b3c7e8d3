import type { Receive } from '../../../generator/model/types.ts';
import type { Case } from '../case.ts';
import { coercion, mutationsOf } from '../inputs/mutations.ts';
import { chosen, type Kind } from '../phases/vary.ts';
import { isRecord, type ChannelSubject, type Heard } from './channel-subject.ts';
import { isRefusal, isRefusalName } from './refusal.ts';
import type { Utterance } from './talk.ts';

/** Whether a message is to be answered by something else than an error: then silence is a fault. */
export function expectsReply({ channel }: ChannelSubject, { replies }: Receive): boolean {
  return channel.protocol === 'socketio' ? replies.length > 0 : replies.some((reply) => !isRefusalName(reply));
}

export function isAnswer(receive: Receive, heard: Heard): boolean {
  return heard.frame.isReply || isReply(receive, heard) || isRefusal(heard);
}

export function isReply({ replies }: Receive, { message }: Heard): boolean {
  return message !== undefined && replies.some(({ name }) => name === message.name);
}

/** The right message that others differ from in one place: an example, else as small as may be. */
export function plainMessage(channel: ChannelSubject, receive: Receive): Utterance | undefined {
  const [example] = examplesOf(channel, receive);
  if (example !== undefined) return { ...example, about: 'a plain message' };
  const { message } = receive;
  if (message.encoding === 'none') return utter(receive, 'a plain message', '', undefined);
  const sample = channel.subject.sampler.smallest(channel.sitesOf(message));
  return sample === undefined ? undefined : utter(receive, 'a plain message', '', sample.value);
}

export function examplesOf(channel: ChannelSubject, receive: Receive): Utterance[] {
  const right = receive.message.examples.filter(({ value }) => channel.accepts(receive.message, value));
  return right.map(({ name, value }) => utter(receive, `the example ${name}`, '', value, `example ${name}`));
}

/** Messages that differ from a plain one in one place. Which message it is, is not changed. */
export function* messageVariations(channel: ChannelSubject, receive: Receive, plain: unknown, kind: Kind): Generator<Utterance> {
  const { message } = receive;
  if (message.encoding === 'none') return;
  const { discriminator } = channel.channel;
  const judge = (value: unknown): Kind | undefined => {
    if (message.encoding === 'text' && typeof value !== 'string') return undefined;
    if (message.encoding !== 'text' && discriminator !== undefined && !(isRecord(value) && value[discriminator] === message.name)) return undefined;
    return channel.accepts(message, value) ? 'right' : 'wrong';
  };
  for (const { pointer, keyword, about, value } of chosen(mutationsOf(plain, channel.sitesOf(message), channel.subject.sampler), judge, kind))
    if (keyword !== coercion) yield utter(receive, `message ${pointer === '' ? '' : `${pointer}: `}${about} (${keyword})`, pointer, value, keyword);
  if (kind === 'wrong' && discriminator !== undefined && isRecord(plain)) {
    const nameless = Object.fromEntries(Object.entries(plain).filter(([name]) => name !== discriminator));
    if (!channel.channel.receives.some((each) => channel.accepts(each.message, nameless))) yield utter(receive, `message /${discriminator}: without ${discriminator} (required)`, `/${discriminator}`, nameless, 'required');
  }
}

function utter(receive: Receive, about: string, pointer: string, value: unknown, keyword = ''): Utterance {
  const at: Case['at'] = { in: 'body', pointer, keyword };
  return { receive, about, at, content: { value } };
}

/** What no channel of this kind takes, whatever its messages are. */
export function oddMessages({ channel }: ChannelSubject): Utterance[] {
  const odd = (about: string, content: Utterance['content']): Utterance => ({ receive: undefined, about, at: { in: 'body', pointer: '', keyword: about }, content });
  if (channel.protocol !== 'ws') return [odd('an event that the channel does not have', { value: 'specwright' })];
  if (channel.receives.some(({ message }) => message.encoding === 'text' || message.encoding === 'none')) return [];
  const unknown = channel.discriminator === undefined ? [] : [odd('a message of an unknown name', { value: { [channel.discriminator]: 'specwright-unknown' } })];
  return [
    ...unknown,
    odd('JSON that breaks off', { raw: '{"a":' }),
    odd('a list', { value: [] }),
    odd('null', { value: null }),
    odd('an empty text', { raw: '' }),
    odd('bytes', { raw: Buffer.from([0, 255, 1]) }),
  ];
}

/** A member of an answer that repeats a member of what was sent, but says another value; undefined where nothing does. */
export function wrongCorrelation(sent: unknown, answer: unknown): string | undefined {
  if (!isRecord(sent) || !isRecord(answer)) return undefined;
  const named = Object.keys(answer).filter((name) => isScalar(answer[name]));
  const repeated = named.find((name) => /^(request|req|correlation)_?id$|^(ref|nonce|cid)$/i.test(name) && isScalar(sent[name]) && sent[name] !== answer[name]);
  if (repeated !== undefined) return repeated;
  const id = sent['id'] ?? sent['message_id'] ?? sent['messageId'];
  return id === undefined ? undefined : named.find((name) => /^(in_?)?reply_?to$|^(request|req|correlation)_?id$/i.test(name) && sent[name] === undefined && answer[name] !== id);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
