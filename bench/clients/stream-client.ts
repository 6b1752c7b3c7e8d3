/** Thousands of connections in a process of its own; does what it reads on stdin and says how that went, both a line of JSON each. */
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { RoomSocket, toFrame } from './room-socket.ts';
import { TickStream } from './tick-stream.ts';
import type { StreamCommand, StreamFigures } from './stream-command.ts';

const port = Number(process.argv[2]);
let sockets: RoomSocket[] = [];
let streams: TickStream[] = [];

const text = 'The kettle is on, and there will be tea for everybody who comes in before five.';
const message = { number: 7, at: 1000.5, text, tags: ['kitchen', 'tea'] };
const say = toFrame({ type: 'say', ...message });

/** Messages that a socket sends at once, so that the server is what is waited for. */
const together = 4;

async function open<Kind>(count: number, one: () => Promise<Kind>): Promise<Kind[]> {
  const opened: Kind[] = [];
  while (opened.length < count) opened.push(...(await Promise.all(Array.from({ length: Math.min(100, count - opened.length) }, one))));
  return opened;
}

/** Each socket says something once a second; how long until it comes back? */
async function echoDelay(seconds: number): Promise<StreamFigures> {
  const delays: number[] = [];
  for (const socket of sockets) socket.onMessage = () => delays.push(performance.now() - socket.sentAt);
  const began = performance.now();
  let sent = 0;
  while (performance.now() - began < seconds * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * sockets.length);
    for (; sent < due; sent += 1) {
      const socket = sockets[sent % sockets.length] as RoomSocket;
      socket.sentAt = performance.now();
      socket.send(say);
    }
    await wait(1);
  }
  while (delays.length < sent) await wait(5);
  return figures(delays, delays.length / seconds, delays.length);
}

/** Each socket says something again as soon as it has heard itself. */
async function echoThroughput(seconds: number): Promise<StreamFigures> {
  const frames = Buffer.concat(Array.from({ length: together }, () => say));
  let received = 0;
  let isOver = false;
  for (const socket of sockets) {
    let due = together;
    socket.onMessage = () => {
      received += 1;
      due -= 1;
      if (due > 0 || isOver) return;
      due = together;
      socket.send(frames);
    };
    socket.send(frames);
  }
  const began = performance.now();
  await wait(seconds * 1000);
  isOver = true;
  const perSecond = (received / (performance.now() - began)) * 1000;
  await wait(500);
  return figures([], perSecond, received);
}

/** One says something to all; the next as soon as all have heard. */
async function broadcast(rounds: number, members: readonly { onHeard: () => void }[], announce: (number: number) => void): Promise<StreamFigures> {
  const delays: number[] = [];
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    await new Promise<void>((resolve) => {
      const sentAt = performance.now();
      let heard = 0;
      for (const member of members)
        member.onHeard = () => {
          delays.push(performance.now() - sentAt);
          if ((heard += 1) === members.length) resolve();
        };
      announce(round);
    });
  }
  return figures(delays, (delays.length / (performance.now() - began)) * 1000, delays.length);
}

function figures(delays: readonly number[], perSecond: number, messages: number): StreamFigures {
  const sorted = [...delays].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), perSecond, messages };
}

async function run(command: StreamCommand): Promise<unknown> {
  switch (command.do) {
    case 'open-sockets': return void (sockets = await open(command.count, () => RoomSocket.open(port)));
    case 'open-streams': return void (streams = await open(command.count, () => TickStream.open(port)));
    case 'say': return sayOnce();
    case 'echo-delay': return echoDelay(command.seconds);
    case 'echo-throughput': return echoThroughput(command.seconds);
    case 'announce': return announceToSockets(command.rounds);
    case 'tick': return announceToStreams(command.rounds);
  }
}

function sayOnce(): Promise<unknown> {
  const [socket] = sockets;
  return new Promise((resolve) => {
    if (socket === undefined) return resolve(undefined);
    socket.onMessage = (payload) => resolve(JSON.parse(payload.toString()));
    socket.send(say);
  });
}

function announceToSockets(rounds: number): Promise<StreamFigures> {
  const members = sockets.map((socket) => {
    const member = { onHeard: (): void => undefined };
    socket.onMessage = () => member.onHeard();
    return member;
  });
  return broadcast(rounds, members, (number) => sockets[0]?.send(toFrame({ ...message, type: 'announce', number })));
}

function announceToStreams(rounds: number): Promise<StreamFigures> {
  const members = streams.map((stream) => {
    const member = { onHeard: (): void => undefined };
    stream.onTick = () => member.onHeard();
    return member;
  });
  const post = async (number: number): Promise<void> => {
    const body = JSON.stringify({ number, at: 1000.5, text });
    await fetch(`http://127.0.0.1:${port}/ticks`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  };
  return broadcast(rounds, members, (number) => void post(number));
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await run(JSON.parse(line) as StreamCommand);
  console.log(JSON.stringify(answer ?? null));
}
process.exit(0);
