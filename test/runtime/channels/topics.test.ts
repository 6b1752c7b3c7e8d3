import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRoom, startRooms, type ServerSide } from './open-room.ts';
import { type RoomSends } from './room-channel.ts';
import { type RunningChannels } from './start-channels.ts';

describe('topics', () => {
  it('reach every subscriber, on publish from a connection all but itself', async (test) => {
    const receiveSay = ({ text }: RoomSends['say'], connection: ServerSide): void => connection.publish('hall', 'said', { text });
    const service = await startRooms(test, { handlers: { receive: { receiveSay } } });
    const [first, second, elsewhere] = [await openRoom(service), await openRoom(service), await openRoom(service, 'kitchen')];
    await Promise.all([first, second, elsewhere].map((room) => room.request('ping', {}, { replies: ['pong'] })));
    first.send('say', { text: 'hello' });
    assert.deepEqual(await second.once('said'), { type: 'said', text: 'hello' });
    service.channels.publishers['room']?.publish('hall', 'said', { text: 'all' });
    assert.deepEqual(await first.once('said'), { type: 'said', text: 'all' });
    elsewhere.send('ping', {});
    assert.deepEqual(await elsewhere.once('pong'), { type: 'pong' });
    await elsewhere.close();
    await assert.rejects(elsewhere.once('said'), { name: 'ConnectionClosed' });
  });

  it('let an older connection be replaced', async (test) => {
    const receiveSay = (_: unknown, { id }: ServerSide, { channels }: { channels: RunningChannels['channels']['publishers'] }): void =>
      channels['room']?.disconnect('hall', { code: 4409, reason: 'replaced', except: id });
    const service = await startRooms(test, { handlers: { receive: { receiveSay } } });
    const [older, newer] = [await openRoom(service), await openRoom(service)];
    newer.send('say', { text: 'I am the one' });
    assert.deepEqual(await older.closed, { code: 4409, reason: 'replaced' });
    assert.deepEqual(await newer.request('ping', {}, { replies: ['pong'] }), { type: 'pong' });
  });

  it('are forgotten on unsubscribe', async (test) => {
    const receiveSay = (_: unknown, connection: ServerSide): void => connection.unsubscribe('hall');
    const service = await startRooms(test, { handlers: { receive: { receiveSay } } });
    const room = await openRoom(service);
    room.send('say', { text: 'no more' });
    await room.request('ping', {}, { replies: ['pong'] });
    service.channels.publishers['room']?.publish('hall', 'said', { text: 'unheard' });
    await room.request('ping', {}, { replies: ['pong'] });
    await room.close();
    await assert.rejects(room.once('said'), { name: 'ConnectionClosed' });
  });

  it('refuse what breaks the contract, and undeclared close codes', async (test) => {
    const service = await startRooms(test);
    const publisher = service.channels.publishers['room'];
    assert.throws(() => publisher?.publish('hall', 'said', { text: 7 }), { name: 'ContractBreach' });
    assert.throws(() => publisher?.disconnect('hall', { code: 4999, reason: '' }), RangeError);
  });
});
