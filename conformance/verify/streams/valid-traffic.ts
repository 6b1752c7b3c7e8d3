import type { Receive } from '../../../generator/model/types.ts';
import type { Heard } from './channel-subject.ts';
import { correlation, messageSchema, replies, validMessage } from './channel-checks.ts';
import { blamesMessage, isRefusal, isUnknownKind, refusalCode } from './refusal.ts';
import type { Reaction, Talk, Utterance } from './talk.ts';
import { examplesOf, expectsReply, isAnswer, messageVariations, wrongCorrelation } from './traffic.ts';

/** How long an answer may take before it counts as silence, and how long it is waited for the second time. */
export const answerMs = 1000;
const patientMs = 3000;
/** Where nothing has to come. */
export const silentMs = 120;
/** So long nothing may have come before something is asked again. */
export const quietMs = 200;

/** What was learnt of a message that the channel takes. */
export interface Learnt {
  readonly receive: Receive;
  readonly plain: Utterance;
  /** Whether some right message was taken. */
  isTaken: boolean;
  /** Declared replies did not come. */
  isSilent: boolean;
  /** The plain message ends the connection. */
  isLast: boolean;
  /** Names of messages that came after a right one, and would not have come by themselves. */
  readonly echoes: Set<string>;
  /** Right messages that were refused. */
  readonly refused: { readonly utterance: Utterance; readonly heard: Heard }[];
}

/** Sends what is right: examples, the plain message, and what differs from it in one place. */
export async function sendRight(talk: Talk, receive: Receive): Promise<Learnt | undefined> {
  const plain = await talk.plainOf(receive);
  if (plain === undefined) return undefined;
  const learnt: Learnt = { receive, plain, isTaken: false, isSilent: false, isLast: false, echoes: new Set(), refused: [] };
  for (const utterance of [plain, ...examplesOf(talk.channel, receive).slice(1)]) await sendOne(talk, learnt, utterance);
  return learnt;
}

export async function sendVariations(talk: Talk, learnt: Learnt): Promise<void> {
  const { plain, receive } = learnt;
  if (learnt.isLast || !('value' in plain.content)) return;
  let sent = 0;
  for (const utterance of messageVariations(talk.channel, receive, plain.content.value, 'right')) {
    if (sent++ >= talk.session.roomFor(talk.channel.channel.name)) return;
    await sendOne(talk, learnt, utterance);
  }
}

async function sendOne(talk: Talk, learnt: Learnt, utterance: Utterance): Promise<void> {
  const { receive } = learnt;
  const isExpected = expectsReply(talk.channel, receive);
  const reaction = await talk.say(utterance, (heard) => isAnswer(receive, heard), isExpected && !learnt.isSilent ? answerMs : silentMs);
  talk.session.coverage.recordMessages(talk.channel.channel, receive.message, undefined);
  const refusal = reaction.heard.find(isRefusal);
  if (refusal !== undefined) return void learnt.refused.push({ utterance, heard: refusal });
  if (reaction.isClosed) return closed(talk, learnt, utterance);
  const answer = reaction.heard.find((heard) => isAnswer(receive, heard));
  if (answer === undefined && isExpected) return silence(talk, learnt, utterance);
  learnt.isTaken = true;
  if (utterance === learnt.plain) for (const { message } of reaction.heard) if (message !== undefined && !talk.unasked.has(message.name)) learnt.echoes.add(message.name);
  if (answer !== undefined) await checkAnswer(talk, learnt, utterance, reaction, answer);
}

/** A message that says goodbye may end the connection; what differs from it in one place, and alone does so, is refused. */
function closed(talk: Talk, learnt: Learnt, utterance: Utterance): void {
  if (!learnt.isTaken || talk.isOverInOrder) return void (learnt.isLast = true);
  talk.tell(validMessage, { message: 'the connection was closed for a message that keeps to the contract' }, utterance, textOf(utterance));
}

async function silence(talk: Talk, learnt: Learnt, utterance: Utterance): Promise<void> {
  const { receive } = learnt;
  if (learnt.isSilent) return;
  await talk.quiet(quietMs);
  const { heard } = await talk.say(utterance, (each) => isAnswer(receive, each), patientMs);
  if (heard.some((each) => isAnswer(receive, each))) return void (learnt.isTaken ||= !heard.some(isRefusal));
  learnt.isSilent = true;
  // Where the plain message is not answered any more either, something else has changed.
  if (utterance !== learnt.plain && learnt.isTaken && !(await isAnswered(talk, learnt))) return;
  talk.tell(replies, { message: `no answer came; declared are ${receive.replies.map(({ name }) => name).join(', ')}`, where: 'silence' }, utterance, textOf(utterance));
}

async function isAnswered(talk: Talk, { receive, plain }: Learnt): Promise<boolean> {
  const { heard } = await talk.say(plain, (each) => isAnswer(receive, each), patientMs);
  return heard.some((each) => isAnswer(receive, each));
}

async function checkAnswer(talk: Talk, { receive }: Learnt, utterance: Utterance, { sent }: Reaction, answer: Heard): Promise<void> {
  if (answer.frame.isReply) checkAcknowledgement(talk, receive, utterance, answer);
  const wrong = wrongCorrelation(sent, answer.value);
  if (wrong === undefined || talk.miscorrelated.has(receive.id)) return;
  // Another answer may have come in between.
  await talk.quiet(quietMs);
  const again = await talk.say(utterance, () => false, patientMs / 2);
  const answers = again.heard.filter((heard) => isAnswer(receive, heard));
  if (answers.length === 0 || answers.some(({ value }) => wrongCorrelation(again.sent, value) === undefined)) return;
  talk.miscorrelated.add(receive.id);
  talk.tell(correlation, { message: `${wrong} of ${answer.message?.name ?? 'the answer'} is not what was sent`, where: wrong }, utterance, textOf(utterance), answer.frame.text);
}

/** An acknowledgement has no name: it is any of the replies. */
function checkAcknowledgement(talk: Talk, { replies: declared, message }: Receive, utterance: Utterance, { frame }: Heard): void {
  if (declared.length === 0 || declared.some((reply) => talk.channel.accepts(reply, frame.value))) return;
  talk.tell(messageSchema, { message: `the acknowledgement of ${message.name} is none of ${declared.map(({ name }) => name).join(', ')}`, where: `acknowledgement ${message.name}` }, utterance, textOf(utterance), frame.text);
}

/**
 * Right messages that were refused are blamed on the server only where the refusal says that the message is wrong: as it says of wrong
 * ones, or in so many words. A refusal may also be about the moment, or about things that there are not.
 */
export async function judgeRefused(talk: Talk, learnt: Learnt, codesOfWrong: ReadonlySet<string>): Promise<void> {
  const { discriminator } = talk.channel.channel;
  for (const { utterance, heard } of learnt.refused) {
    const code = refusalCode(heard, discriminator);
    const isPlain = utterance === learnt.plain;
    const words = code ?? heard.frame.text;
    const isBlamed = isUnknownKind(words) || (learnt.isTaken && (blamesMessage(words, code !== undefined) || (code !== undefined && codesOfWrong.has(code) && !/unknown|not_?found/i.test(code))));
    if (!isBlamed || (!isPlain && !(await isRefusedAgain(talk, learnt, utterance)))) continue;
    talk.tell(validMessage, { message: `a message that keeps to the contract was refused: ${heard.frame.text.slice(0, 160)}` }, utterance, textOf(utterance), heard.frame.text);
  }
}

/** While the plain message still is taken. */
async function isRefusedAgain(talk: Talk, learnt: Learnt, utterance: Utterance): Promise<boolean> {
  const ask = async (each: Utterance) => (await talk.say(each, (heard) => isAnswer(learnt.receive, heard), answerMs)).heard.some(isRefusal);
  await talk.quiet(quietMs);
  if (learnt.isTaken && (await ask(learnt.plain))) return false;
  return ask(utterance);
}

export function textOf({ content }: Utterance): string {
  if ('raw' in content) return content.raw.toString();
  return typeof content.value === 'string' ? content.value : (JSON.stringify(content.value) ?? '');
}
