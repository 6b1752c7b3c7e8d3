import type { Channel, Message } from '../../../generator/model/types.ts';
import type { Report } from '../change.ts';
import { compareMessages, pairBy } from './compare-messages.ts';
import { compareParameters } from './compare-parameters.ts';
import { pathShape, type ReportFor } from './compare-operations.ts';
import type { Direction } from './compare-schemas.ts';
import { compareSecurity } from './compare-security.ts';
import type { Context } from './context.ts';

/** Channels of both documents, paired by protocol and address. The document speaks of the service: clients send what it receives. */
export function compareChannels(context: Context, reportFor: ReportFor): void {
  const others = new Map(context.next.api.channels.map((channel) => [keyOf(channel), channel]));
  const known = new Set(context.old.api.channels.map(keyOf));
  for (const channel of context.old.api.channels) {
    const other = others.get(keyOf(channel));
    const report = reportFor(titleOf(other ?? channel), channel.name);
    if (other !== undefined) compareChannel(context, channel, other, report);
    else {
      const witness = { value: { protocol: channel.protocol, address: channel.address } };
      report({ rule: 'channel-removed', message: `${titleOf(channel)} is gone`, where: 'channel', old: channel.at, witness });
    }
  }
  for (const channel of context.next.api.channels.filter((each) => !known.has(keyOf(each)))) {
    const message = `${titleOf(channel)} is new`;
    reportFor(titleOf(channel), channel.name)({ rule: 'channel-added', message, where: 'channel', new: channel.at });
  }
}

function compareChannel(context: Context, old: Channel, next: Channel, report: Report): void {
  const places = { old: old.at, new: next.at };
  compareParameters(context, { ...old, path: old.address }, { ...next, path: next.address }, report);
  compareSecurity(context, old, next, report);
  compareSubprotocols(old, next, report);
  compareLimits(old, next, report);
  if (old.discriminator !== next.discriminator && old.discriminator !== undefined && next.discriminator !== undefined) {
    const message = `messages are told apart by ${next.discriminator}, not ${old.discriminator}`;
    const witness = { value: { [old.discriminator]: old.receives[0]?.message.name ?? '' } };
    report({ rule: 'discriminator-changed', message, where: 'messages', ...places, witness });
  }
  const received = (channel: Channel) => channel.receives.map(({ message }) => message);
  const compare = (before: readonly Message[], now: readonly Message[], direction: Direction) =>
    compareMessages(context, { old: before, next: now, direction, pairs: pairMessages(before, now) }, report);
  compare(received(old), received(next), 'request');
  compare(old.sends, next.sends, 'response');
  compareReplies(old, next, report);
}

/** By the name on the wire; where there is only one message, there is no name on the wire. */
function pairMessages(old: readonly Message[], next: readonly Message[]): Map<Message, Message> {
  const [first] = old;
  const [other] = next;
  if (old.length === 1 && next.length === 1 && first !== undefined && other !== undefined && isNameless(first, other)) return new Map([[first, other]]);
  return pairBy(old, next, ({ name }) => name);
}

function isNameless(...messages: readonly Message[]): boolean {
  return messages.every(({ name, at }) => at.pointer.endsWith(`/${name}`));
}

function compareReplies(old: Channel, next: Channel, report: Report): void {
  for (const receive of old.receives.filter(({ replies }) => replies.length > 0)) {
    const other = next.receives.find(({ message }) => message.name === receive.message.name);
    if (other === undefined || other.replies.length > 0) continue;
    const where = `message ${receive.message.name} to the service`;
    const witness = { value: { message: receive.message.name, reply: receive.replies.map(({ name }) => name) } };
    report({ rule: 'reply-removed', message: `${where} is no longer answered`, where, old: receive.at, new: other.at, witness });
  }
}

function compareSubprotocols(old: Channel, next: Channel, report: Report): void {
  const places = { old: old.at, new: next.at, where: 'subprotocols' };
  const removed = next.subprotocols.length === 0 ? [] : old.subprotocols.filter((name) => !next.subprotocols.includes(name));
  for (const name of removed) report({ rule: 'subprotocol-removed', message: `the subprotocol ${name} is gone`, ...places, witness: { value: { subprotocol: name } } });
  const added = next.subprotocols.filter((name) => !old.subprotocols.includes(name));
  for (const name of added) report({ rule: 'subprotocol-added', message: `the subprotocol ${name} is new`, ...places });
}

function compareLimits(old: Channel, next: Channel, report: Report): void {
  const places = { old: old.at, new: next.at, where: 'limits' };
  if (next.limits.messageBytes < old.limits.messageBytes) {
    const message = `a message may have ${next.limits.messageBytes} bytes, not ${old.limits.messageBytes}`;
    report({ rule: 'message-limit-lowered', message, ...places, witness: { value: { bytes: old.limits.messageBytes } } });
  }
  if (next.limits.idleSeconds < old.limits.idleSeconds)
    report({ rule: 'idle-time-lowered', message: `a quiet connection is closed after ${next.limits.idleSeconds} s, not ${old.limits.idleSeconds} s`, ...places });
  const codes = (channel: Channel) => channel.closeCodes.map(({ code }) => code);
  const tell = (rule: string, code: number, what: string) => report({ rule, message: `the close code ${code} ${what}`, ...places });
  for (const code of codes(next).filter((each) => !codes(old).includes(each))) tell('close-code-added', code, 'is new');
  for (const code of codes(old).filter((each) => !codes(next).includes(each))) tell('close-code-removed', code, 'is gone');
}

function keyOf({ protocol, address }: Channel): string {
  return `${protocol} ${pathShape(address)}`;
}

function titleOf({ protocol, address }: Channel): string {
  return `${protocol} ${address}`;
}
