import type { Case } from './changes.ts';
import { channelOf } from './documents.ts';

type Parts = Parameters<typeof channelOf>[0];

function change(name: string, severity: Case['severity'], old: Parts, next: Parts, rule?: string): Case {
  return { name: `channel: ${name}`, severity, old: channelOf(old), next: channelOf(next), ...(rule === undefined ? {} : { rule }) };
}

const message = (type: string, properties: object = {}, required: readonly string[] = []) => ({
  type: 'object',
  required: ['type', ...required],
  properties: { type: { const: type }, ...properties },
});
const text = { type: 'string' };
const say = { say: message('say', { text }) };
const said = { said: message('said', { text }) };

export const channelChanges: readonly Case[] = [
  change('it moves', 'breaking', { received: say }, { received: say, address: '/speak' }, 'channel-removed'),
  change('a message is no longer taken', 'breaking', { received: { ...say, stop: message('stop') } }, { received: say }, 'message-removed'),
  change('a message is no longer sent', 'breaking', { received: say, sent: { ...said, gone: message('gone') } }, { received: say, sent: said }, 'message-removed'),
  change('a member of what is sent to it becomes required', 'breaking', { received: say }, { received: { say: message('say', { text }, ['text']) } }, 'request-required-narrowed'),
  change('a member of what it sends is no longer promised', 'breaking', { received: say, sent: { said: message('said', { text }, ['text']) } }, { received: say, sent: said }, 'response-required-widened'),
  change('a close code is new', 'risky', { received: say }, { received: say, channel: { 'x-close-codes': { 4001: { name: 'tired', description: 'Enough.' } } } }, 'close-code-added'),
  change('it sends a new message', 'risky', { received: say, sent: said }, { received: say, sent: { ...said, gone: message('gone') } }, 'sent-message-added'),
  change('it takes a new message', 'safe', { received: say }, { received: { ...say, stop: message('stop') } }, 'message-added'),
  change('messages in another order', 'safe', { received: { ...say, stop: message('stop') } }, { received: { stop: message('stop'), ...say } }),
  change('a member of what is sent to it becomes optional', 'safe', { received: { say: message('say', { text }, ['text']) } }, { received: say }, 'request-required-widened'),
];
