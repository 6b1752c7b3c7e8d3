import type { Heard } from './channel-subject.ts';
import { correlation, invalidMessage } from './channel-checks.ts';
import { isRefusal, isRefusalName, refusalCode } from './refusal.ts';
import type { Reaction, Talk, Utterance } from './talk.ts';
import { isReply, messageVariations, oddMessages, wrongCorrelation } from './traffic.ts';
import { answerMs, quietMs, silentMs, textOf, type Learnt } from './valid-traffic.ts';

/** After so many that were passed over in silence nobody waits for an answer any more. */
const mostSilent = 2;

/** Sends what is wrong: each message with one place broken, and what is no message at all. */
export class InvalidTraffic {
  /** Kinds of refusals that wrong messages got. */
  readonly codes = new Set<string>();
  readonly #talk: Talk;
  #silent = 0;

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  async sendVariations(learnt: Learnt): Promise<void> {
    const { receive, plain } = learnt;
    if (!('value' in plain.content)) return;
    let sent = 0;
    let isTold = false;
    for (const utterance of messageVariations(this.#talk.channel, receive, plain.content.value, 'wrong')) {
      if (sent++ >= this.#talk.session.roomFor(this.#talk.channel.channel.name)) return;
      const reaction = await this.#send(utterance, learnt);
      await this.#lookForOthersName(utterance, reaction, learnt);
      if (this.#isTaken(reaction, learnt)) await this.#tellIfAgain(utterance, learnt);
      else if (!isTold && isPassedOver(reaction) && receive.replies.some(isRefusalName)) isTold = await this.#tellSilence(utterance, learnt);
    }
  }

  /** A refusal that names what it refuses names the right message; what is wrong with it is not its own name. */
  async #lookForOthersName(utterance: Utterance, reaction: Reaction, { receive }: Learnt): Promise<void> {
    const wrongIn = ({ heard, sent }: Reaction) => heard.filter(isRefusal).map(({ value }) => wrongCorrelation(sent, value)).find((name) => name !== undefined && utterance.at.pointer !== `/${name}`);
    const wrong = wrongIn(reaction);
    if (wrong === undefined || this.#talk.miscorrelated.has(receive.id)) return;
    await this.#talk.quiet(quietMs);
    const again = await this.#talk.say(utterance, isRefusal, answerMs);
    if (wrongIn(again) !== wrong) return;
    this.#talk.miscorrelated.add(receive.id);
    this.#talk.tell(correlation, { message: `${wrong} of a refusal is not what was sent`, where: `refusal ${wrong}` }, utterance, textOf(utterance), again.heard.find(isRefusal)?.frame.text);
  }

  async sendOdd(): Promise<void> {
    for (const utterance of oddMessages(this.#talk.channel)) if (this.#isServed(await this.#send(utterance, undefined))) await this.#tellIfServed(utterance);
  }

  /** Answered by what does not come by itself, and says nothing of a fault. */
  #isServed({ heard, isClosed }: Reaction): boolean {
    return !isClosed && !heard.some(isRefusal) && heard.some(({ message }) => message !== undefined && !this.#talk.unasked.has(message.name));
  }

  /** What comes may be about what others do: it has to come each time. */
  async #tellIfServed(utterance: Utterance): Promise<void> {
    for (let round = 0; round < 2; round++) {
      await this.#talk.quiet(2 * quietMs);
      if (!this.#isServed(await this.#send(utterance, undefined))) return;
    }
    this.#talk.tell(invalidMessage, { message: `${utterance.about}: answered like a right message` }, utterance, textOf(utterance));
  }

  async #send(utterance: Utterance, learnt: Learnt | undefined): Promise<Reaction> {
    const isEnough = (heard: Heard) => isRefusal(heard) || heard.frame.isReply || (learnt !== undefined && isEcho(heard, learnt));
    const reaction = await this.#talk.say(utterance, isEnough, this.#silent >= mostSilent ? silentMs : answerMs);
    for (const heard of reaction.heard.filter(isRefusal)) {
      const code = refusalCode(heard, this.#talk.channel.channel.discriminator);
      if (code !== undefined) this.codes.add(code);
    }
    this.#silent = isPassedOver(reaction) ? this.#silent + 1 : 0;
    return reaction;
  }

  /** Answered as a right one is. */
  #isTaken({ heard, sent, isClosed }: Reaction, learnt: Learnt): boolean {
    return !isClosed && !heard.some(isRefusal) && heard.some((each) => (each.frame.isReply || isEcho(each, learnt)) && wrongCorrelation(sent, each.value) === undefined);
  }

  /** Late answers to what was sent before are waited for first. */
  async #tellIfAgain(utterance: Utterance, learnt: Learnt): Promise<void> {
    await this.#talk.quiet(quietMs);
    if (!this.#isTaken(await this.#send(utterance, learnt), learnt)) return;
    await this.#talk.quiet(2 * quietMs);
    const again = await this.#send(utterance, learnt);
    if (!this.#isTaken(again, learnt)) return;
    const answer = again.heard.find((each) => each.frame.isReply || isEcho(each, learnt));
    this.#talk.tell(invalidMessage, { message: `${utterance.about}: taken as a right one` }, utterance, textOf(utterance), answer?.frame.text);
  }

  /** Returns whether it was told. */
  async #tellSilence(utterance: Utterance, learnt: Learnt): Promise<boolean> {
    await this.#talk.quiet(quietMs);
    const again = await this.#talk.say(utterance, isRefusal, answerMs * 2);
    if (!isPassedOver(again)) return false;
    const names = learnt.receive.replies.filter(isRefusalName).map(({ name }) => name);
    this.#talk.tell(invalidMessage, { message: `${utterance.about}: passed over, declared is ${names.join(', ')}`, where: 'passed over' }, utterance, textOf(utterance));
    return true;
  }
}

/** A reply that is no error, or what came after a right message. */
function isEcho(heard: Heard, { receive, echoes }: Learnt): boolean {
  const { message } = heard;
  return message !== undefined && !isRefusal(heard) && (isReply(receive, heard) || echoes.has(message.name));
}

/** What else came has come by itself. */
function isPassedOver({ heard, isClosed }: Reaction): boolean {
  return !isClosed && !heard.some((each) => isRefusal(each) || each.frame.isReply);
}
