import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { ServerSide } from './open-room.ts';
import { openTalk, startTalks } from './open-talk.ts';
import { talkRow } from './room-channel.ts';

for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']] as const) {
  describe(`a Socket.IO channel over ${transports.join(', then ')}`, () => {
    it('receives events in every encoding and acknowledges with the reply', async (test) => {
      const handled: unknown[] = [];
      const keep = (payload: unknown): { ok: boolean } => (handled.push(payload), { ok: true });
      const receive = { receiveWish: keep, receiveLetter: keep, receiveShout: (payload: unknown) => void keep(payload), receiveWave: (payload: unknown) => void keep(payload) };
      const talk = await openTalk(test, await startTalks(test, { handlers: { receive } }), { transports });
      talk.emit('shout', 'HELLO');
      talk.emit('wave');
      assert.deepEqual(await talk.request('letter', { wish: 'snow' }), { ok: true });
      assert.deepEqual(await talk.request('wish', { wish: 'rain' }), { ok: true });
      assert.deepEqual(handled, ['HELLO', undefined, { wish: 'snow' }, { wish: 'rain' }]);
    });

    it('sends events in every encoding, to one and to a topic', async (test) => {
      const receiveWave = (_: unknown, connection: ServerSide): void => {
        connection.send('bell', undefined);
        connection.send('news', { wish: 'only you' });
        connection.publish('hall', 'heard', 'somebody waved');
      };
      const service = await startTalks(test, { handlers: { receive: { receiveWave } } });
      const [talk, other] = [await openTalk(test, service, { transports }), await openTalk(test, service, { transports })];
      talk.emit('wave');
      assert.equal(await talk.once('bell'), undefined);
      assert.deepEqual(await talk.once('news'), { wish: 'only you' });
      assert.equal(await other.once('heard'), 'somebody waved');
      service.channels.publishers['talk']?.publish('hall', 'heard', 'all');
      assert.deepEqual([await talk.once('heard'), await other.once('heard')], ['all', 'all']);
    });

    it('reconnects after the service closed the connection for a drain', async (test) => {
      const service = await startTalks(test);
      const talk = await openTalk(test, service, { transports });
      assert.equal(service.channels.openSockets(), 1);
      await service.channels.close(1001, 'going away');
      assert.match((await talk.closed).reason, /transport (close|error)/);
      assert.equal(service.channels.openSockets(), 0);
    });
  });
}

describe('two services with Socket.IO in one process', () => {
  it('do not hear each other, and one goes on when the other has closed', async (test) => {
    const [first, second] = [await startTalks(test), await startTalks(test)];
    const [before, other] = [await openTalk(test, second), await openTalk(test, first)];
    first.channels.publishers['talk']?.publish('hall', 'heard', 'of the first');
    assert.equal(await other.once('heard'), 'of the first');
    await first.channels.close(1001, 'going away');
    const after = await openTalk(test, second);
    second.channels.publishers['talk']?.publish('hall', 'heard', 'of the second');
    assert.deepEqual([await before.once('heard'), await after.once('heard')], ['of the second', 'of the second']);
  });
});

describe('a slow reader on Socket.IO', () => {
  it('that does not poll is closed when more waits for it than the channel allows', async (test) => {
    const service = await startTalks(test);
    const poll = (query: string, body?: string): Promise<string> =>
      fetch(`${service.url}/socket.io/?EIO=4&transport=polling&room=hall${query}`, body === undefined ? {} : { method: 'POST', body }).then((answer) => answer.text());
    const { sid } = JSON.parse((await poll('')).slice(1)) as { sid: string };
    await poll(`&sid=${sid}`, '40/talk,');
    assert.match(await poll(`&sid=${sid}`), /^40\/talk/);
    let sent = 0;
    while (service.channels.openSockets() === 1) {
      service.channels.publishers['talk']?.publish('hall', 'heard', 'x'.repeat(10_000));
      sent += 1;
    }
    assert.ok(sent >= 7 && sent <= 9, `${sent} events of 10 000 bytes before the close`);
    assert.ok(service.logged.some(({ msg }) => msg === 'closed: the reader is too slow'));
  });
});

describe('a Socket.IO client that answers no ping', () => {
  it('is taken for gone', async (test) => {
    const service = await startTalks(test, { row: { limits: { ...talkRow().limits, idleSeconds: 1 } } });
    const socket = new WebSocket(`${service.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&room=hall`);
    const received: string[] = [];
    socket.on('message', (data: Buffer) => received.push(data.toString().slice(0, 2)));
    socket.once('message', () => socket.send('40/talk,'));
    await once(socket, 'close');
    assert.deepEqual(received, ['0{', '40', '2']);
    assert.equal(service.channels.openSockets(), 0);
  });
});
