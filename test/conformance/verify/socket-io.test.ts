import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, describe, test } from 'node:test';
import { Server, type Socket } from 'socket.io';
import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import { defaults } from '../../../conformance/verify/options.ts';
import { verify } from '../../../conformance/verify/verify.ts';
import { contractFolder } from '../../generator/contract-folder.ts';

const deskContract = `asyncapi: 3.0.0
info: { title: Desk, version: '1' }
servers: { local: { host: 'localhost:1', protocol: socketio } }
channels:
  desk:
    address: /desk
    messages:
      order: { payload: { type: object, required: [item], properties: { item: { type: string, minLength: 2, maxLength: 12 } } } }
      taken: { payload: { type: object, required: [ok], properties: { ok: { type: boolean }, id: { type: integer }, code: { type: string } } } }
      sold: { contentType: text/plain, payload: { type: string, minLength: 1 } }
operations:
  onOrder: { action: receive, channel: { $ref: '#/channels/desk' }, messages: [{ $ref: '#/channels/desk/messages/order' }], reply: { channel: { $ref: '#/channels/desk' }, messages: [{ $ref: '#/channels/desk/messages/taken' }] } }
  sendSold: { action: send, channel: { $ref: '#/channels/desk' }, messages: [{ $ref: '#/channels/desk/messages/sold' }] }
`;

type Acknowledge = (answer: unknown) => void;
type OnOrder = (order: Record<string, unknown>, acknowledge: Acknowledge, socket: Socket) => void;

const isRight = ({ item }: Record<string, unknown>) => typeof item === 'string' && item.length >= 2 && item.length <= 12;

const right: OnOrder = (order, acknowledge, socket) => {
  if (!isRight(order)) return acknowledge({ ok: false, code: 'invalid_order' });
  socket.emit('sold', order['item']);
  acknowledge({ ok: true, id: 1 });
};

/** Written without anything of ours. */
async function startDesk(onOrder: OnOrder): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer();
  const sockets = new Server(server);
  sockets.of('/desk').on('connection', (socket) => socket.on('order', (order: Record<string, unknown> | null, acknowledge: Acknowledge) => onOrder(order ?? {}, acknowledge, socket)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => sockets.close() };
}

let contract: Contract;
before(async () => {
  const folder = contractFolder({ 'asyncapi.yaml': deskContract });
  contract = await openContract(folder, { base: folder });
});

async function look(onOrder: OnOrder) {
  const desk = await startDesk(onOrder);
  try {
    return await verify(contract, { ...defaults, url: desk.url });
  } finally {
    await desk.close();
  }
}

const bugs: readonly (readonly [string, string, OnOrder])[] = [
  ['takes any item', 'ws-invalid-message-reply', (_order, acknowledge) => acknowledge({ ok: true, id: 1 })],
  ['refuses long items', 'ws-valid-message', (order, acknowledge, socket) => (String(order['item']).length > 11 ? acknowledge({ ok: false, code: 'invalid_order' }) : right(order, acknowledge, socket))],
  ['does not acknowledge', 'ws-reply', () => undefined],
  ['acknowledges in another form', 'ws-message-schema', (order, acknowledge, socket) => (isRight(order) ? acknowledge('yes') : right(order, acknowledge, socket))],
  ['sends an event that is not declared', 'async-undocumented-message', (order, acknowledge, socket) => (socket.emit('gossip', 1), right(order, acknowledge, socket))],
  ['sends a number for a text', 'ws-message-schema', (order, acknowledge, socket) => (socket.emit('sold', 7), acknowledge(isRight(order) ? { ok: true } : { ok: false, code: 'invalid_order' }))],
];

describe('a desk over Socket.IO', { concurrency: 7 }, () => {
  for (const [bug, check, onOrder] of bugs)
    test(`that ${bug} is found by ${check}`, async () => {
      const { findings } = await look(onOrder);
      assert.ok(findings.some((finding) => finding.check === check), findings.map((finding) => `${finding.check}: ${finding.message}`).join('\n') || 'nothing was found');
    });

  test('that keeps its contract is not blamed', async () => {
    const { findings, coverage } = await look(right);
    assert.deepEqual(findings.map(({ check, message, about }) => `${check}: ${message} (${about})`), []);
    assert.deepEqual(coverage.messages, { reached: 2, all: 2 });
  });
});
