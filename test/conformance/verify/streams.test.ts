import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { errorsOf } from '../../../conformance/verify/reports/report.ts';
import { verify, type VerifyReport } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';
import { roomContract } from './room-contract.ts';
import { roomKey, startRoom, type RoomDifference } from './room-server.ts';

let contract: Contract;
before(async () => {
  const folder = contractFolder(roomContract);
  contract = await openContract(folder, { base: join(folder, '..') });
});

async function look(difference: RoomDifference, only: readonly string[]): Promise<VerifyReport> {
  const room = await startRoom(difference);
  try {
    return await verify(contract, { ...defaults, url: room.url, secrets: { key: roomKey }, only, phases: ['streams'] });
  } finally {
    await room.close();
  }
}

type Message = Record<string, unknown>;
const ticks = (change: (text: string) => string): RoomDifference => ({ ticks: change });
const out = (type: string, change: (message: Message) => unknown): RoomDifference => ({ out: (message) => (message['type'] === type ? change(message) : message) });
const on = (type: string, react: NonNullable<RoomDifference['onMessage']>): RoomDifference => ({ onMessage: (message, socket, say) => message['type'] === type && react(message, socket, say) });

/** One bug at a time: what it is, the check that has to find it, and how the server has it. */
const streamBugs: readonly (readonly [string, string, RoomDifference])[] = [
  ['sends lines without a field', 'sse-grammar', ticks((text) => text.replaceAll('data: ', ''))],
  ['ends within an event', 'sse-grammar', ticks((text) => text.slice(0, -1))],
  ['names events and gives them no data', 'sse-grammar', ticks((text) => text.replace(/data: .*\n/, ''))],
  ['says in words when to come again', 'sse-grammar', ticks((text) => text.replace('500', 'soon'))],
  ['sends another name', 'sse-item-schema', ticks((text) => text.replaceAll('event: tick', 'event: tock'))],
  ['sends data that is no JSON', 'sse-item-schema', ticks((text) => text.replaceAll('{"n":3}', 'three'))],
  ['sends data that breaks its schema', 'sse-item-schema', ticks((text) => text.replaceAll('{"n":3}', '{"n":"3"}'))],
  ['begins again from the first event', 'sse-resume', { ticks: (text, from) => (from > 0 ? 'id: 1\nevent: tick\ndata: {"n":1}\n\n' : text) }],
  ['leaves one event out', 'sse-resume', { ticks: (text, from) => (from > 0 ? text.replace(/id: \d+\nevent: tick\ndata: .*\n\n/, '') : text) }],
  ['tells news in another form', 'sse-item-schema', { news: (text) => text.replace('"text"', '"words"') }],
  ['sends a line that is no JSON', 'sse-item-schema', { lines: (text) => text.replace('{"n":2}', '{"n":2') }],
  ['sends a line that breaks its schema', 'sse-item-schema', { lines: (text) => text.replace('2', '0') }],
];

const roomBugs: readonly (readonly [string, string, RoomDifference])[] = [
  ['fails at the handshake', 'ws-handshake', { handshake: () => 500 }],
  ['refuses every handshake', 'ws-handshake', { handshake: () => 400 }],
  ['lets everybody in', 'auth-enforced', { ignores: ['key'] }],
  ['lets in who knows some key', 'auth-enforced', { handshake: ({ headers }) => (headers['x-key'] === undefined ? 401 : 101) }],
  ['answers with a member missing', 'ws-message-schema', out('joined', ({ type }) => ({ type }))],
  ['answers with a number for a text', 'ws-message-schema', out('said', (message) => ({ ...message, from: 7 }))],
  ['says errors in another form', 'ws-message-schema', out('error', ({ type }) => ({ type, message: 'no' }))],
  ['says a time that is none', 'ws-message-schema', { onOpen: (socket) => socket.send('{"type":"clock","at":"now"}') }],
  ['sends a message that is not declared', 'async-undocumented-message', { onOpen: (socket) => socket.send('{"type":"welcome"}') }],
  ['sends bytes', 'async-undocumented-message', out('pong', () => 'pong'), ],
  ['takes short names', 'ws-invalid-message-reply', { ignores: ['name'] }],
  ['takes any colour', 'ws-invalid-message-reply', { ignores: ['colour'] }],
  ['takes any text', 'ws-invalid-message-reply', { ignores: ['text'] }],
  ['takes pings without an id', 'ws-invalid-message-reply', { ignores: ['id'], ...out('pong', ({ type }) => ({ type, reply_to: '' })) }],
  ['passes wrong joins over', 'ws-invalid-message-reply', on('join', ({ name }) => typeof name !== 'string')],
  ['refuses long names that are right', 'ws-valid-message', on('join', ({ name }, _socket, say) => String(name).length === 20 && (say({ type: 'error', code: 'invalid_message' }), true))],
  ['refuses the colour green', 'ws-valid-message', on('join', ({ colour }, _socket, say) => colour === 'green' && (say({ type: 'error', code: 'invalid_message' }), true))],
  ['does not know how to ping', 'ws-valid-message', on('ping', (_message, _socket, say) => (say({ type: 'error', code: 'unknown_type' }), true))],
  ['hangs up on long texts', 'ws-valid-message', on('say', ({ text }, socket) => String(text).length === 30 && (socket.close(1008), true))],
  ['does not answer pings', 'ws-reply', on('ping', () => true)],
  ['answers another ping', 'ws-reply-correlation', out('pong', (message) => ({ ...message, reply_to: 'another' }))],
  ['closes with a code that is not declared', 'ws-close-code', { closeCode: 4999 }],
  ['fails on what is no JSON', 'ws-close-code', { closeCode: 1011 }],
  ['drops the connection', 'ws-close-code', on('note', ({ level }, socket) => level === 10 && (socket.terminate(), true))],
];

/** Servers that differ from the plain one, and are right. */
const cleanVariants: readonly (readonly [string, RoomDifference])[] = [
  ['the plain one', {}],
  ['one that ends lines as Windows does', ticks((text) => text.replaceAll('\n', '\r\n'))],
  ['one that tells the time now and then', { onOpen: (socket) => {
    const timer = setInterval(() => socket.send(JSON.stringify({ type: 'clock', at: new Date().toISOString() })), 25);
    socket.on('close', () => clearInterval(timer));
  } }],
  ['one that closes for whatever is wrong', { hangsUp: true }],
  ['one that says more than it has to', out('said', (message) => ({ ...message, extra: true }))],
];

const told = ({ findings }: VerifyReport) => findings.map(({ check, operationId, message, about }) => `${check} ${operationId}: ${message} (${about})`);

describe('streams', { concurrency: 12 }, () => {
  for (const [bug, check, difference] of streamBugs)
    test(`a server that ${bug} is found by ${check}`, async () => {
      const only = difference.lines === undefined ? (difference.news === undefined ? ['getTicks'] : ['followNews']) : ['getLines'];
      const report = await look(difference, only);
      assert.ok(errorsOf(report).some((finding) => finding.check === check), told(report).join('\n') || 'nothing was found');
    });

  for (const [bug, check, difference] of roomBugs)
    test(`a room that ${bug} is found by ${check}`, async () => {
      const report = await look(difference, ['room']);
      assert.ok(errorsOf(report).some((finding) => finding.check === check), told(report).join('\n') || 'nothing was found');
    });

  for (const [variant, difference] of cleanVariants)
    test(`${variant} is not blamed`, async () => {
      const report = await look(difference, []);
      assert.deepEqual(told(report), []);
      assert.ok(report.coverage.messages.reached >= (difference.hangsUp === true ? 8 : 9), report.coverage.missed.join());
    });
});
