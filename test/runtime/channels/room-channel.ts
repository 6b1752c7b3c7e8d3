import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ChannelRow, MessageEncoding, MessageRow, RawInput, Validate } from '../../../runtime/contract.ts';
import type { ChannelProblem } from '../../../runtime/service.ts';
import type { TestHandlers } from './start-channels.ts';

/** Messages of the test channel, from the client's side. */
export interface RoomSends {
  say: { type: 'say'; text: string };
  ask: { type: 'ask'; question: string };
  ping: { type: 'ping' };
}

export interface RoomReceives {
  said: { type: 'said'; text: string };
  answer: { type: 'answer'; text: string };
  pong: { type: 'pong' };
  problem: { type: 'problem'; code: string; detail?: string };
}

const ajv = new Ajv2020({ allErrors: true });

export function compile(schema: object): Validate {
  return ajv.compile(schema) as Validate;
}

const text = { type: 'string', minLength: 1 };

function message(name: string, properties: object = {}, optional: readonly string[] = []): MessageRow {
  const all = { type: { const: name }, ...properties };
  const required = Object.keys(all).filter((key) => !optional.includes(key));
  return { name, encoding: 'json', validate: compile({ type: 'object', required, properties: all, additionalProperties: false }) };
}

/** `/v1/rooms/{room_id}?seat=`, a WebSocket channel. */
export function roomRow(changes: Partial<ChannelRow> = {}): ChannelRow {
  return {
    name: 'room',
    protocol: 'ws',
    address: '/v1/rooms/{room_id}',
    captures: { path: 1, query: true, headers: [], cookies: false },
    decode: (raw: RawInput) => ({
      path: { room_id: decodeURIComponent(raw.path[0] ?? '') },
      query: { seat: readSeat(raw.query) },
      headers: {},
      cookies: {},
    }),
    validateInput: compile({
      type: 'object',
      properties: {
        path: { type: 'object', properties: { room_id: { type: 'string', pattern: '^[a-z ]+$' } }, required: ['room_id'] },
        query: { type: 'object', properties: { seat: { type: 'integer', minimum: 1 } } },
      },
    }),
    subprotocols: [],
    security: [],
    discriminator: 'type',
    receive: {
      say: { ...message('say', { text }), operationId: 'receiveSay', replies: [] },
      ask: { ...message('ask', { question: text }), operationId: 'receiveAsk', replies: ['answer', 'problem'] },
      ping: { ...message('ping'), operationId: 'receivePing', replies: ['pong'] },
    },
    send: {
      said: message('said', { text }),
      answer: message('answer', { text }),
      pong: message('pong'),
      problem: message('problem', { code: text, detail: text }, ['detail']),
    },
    closeCodes: { 4409: { name: 'replaced', description: 'A newer connection took its place.' } },
    limits: { messageBytes: 1024, idleSeconds: 60, backpressureBytes: 65_536 },
    ...changes,
  };
}

function readSeat(query: string): number | string | undefined {
  const seat = new URLSearchParams(query).get('seat');
  return seat === null ? undefined : /^\d+$/.test(seat) ? Number(seat) : seat;
}

/** Handlers that answer every problem with a message, and every message in the plainest way. */
export function roomHandlers(changes: Partial<TestHandlers> & { receive?: TestHandlers['receive'] } = {}): TestHandlers {
  return {
    open: (connection) => {
      connection.subscribe(connection.path['room_id'] as string);
      return {};
    },
    close: () => undefined,
    problem: (problem) => ({ send: { message: 'problem', payload: { code: problem.code, ...describe(problem) } } }),
    ...changes,
    receive: {
      receiveSay: () => undefined,
      receiveAsk: ({ question }: RoomSends['ask']) => ({ type: 'answer', text: `${question}!` }),
      receivePing: () => ({}),
      ...changes.receive,
    },
  };
}

function describe(problem: ChannelProblem): { detail?: string } {
  if (problem.code === 'invalid-message') return { detail: problem.violations.map(({ pointer, keyword }) => pointer || keyword).join(' ') };
  return problem.code === 'unknown-message' ? { detail: `no ${problem.name}` } : {};
}

interface Event {
  readonly encoding: MessageEncoding;
  readonly schema?: object;
}

function event(name: string, { encoding, schema }: Event): MessageRow {
  return schema ? { name, encoding, validate: compile(schema) } : { name, encoding };
}

/** The namespace `/talk?room=`, a Socket.IO channel with one event per encoding. */
export function talkRow(changes: Partial<ChannelRow> = {}): ChannelRow {
  const wish = { type: 'object', required: ['wish'], properties: { wish: text }, additionalProperties: false };
  return {
    name: 'talk',
    protocol: 'socketio',
    address: '/talk',
    captures: { path: 0, query: true, headers: [], cookies: false },
    decode: (raw) => ({ path: {}, query: { room: new URLSearchParams(raw.query).get('room') ?? undefined }, headers: {}, cookies: {} }),
    validateInput: compile({ type: 'object', properties: { query: { type: 'object', required: ['room'], properties: { room: text } } } }),
    subprotocols: [],
    security: [],
    receive: {
      wish: { ...event('wish', { encoding: 'json', schema: wish }), operationId: 'receiveWish', replies: ['granted'] },
      letter: { ...event('letter', { encoding: 'json-text', schema: wish }), operationId: 'receiveLetter', replies: ['granted'] },
      shout: { ...event('shout', { encoding: 'text', schema: text }), operationId: 'receiveShout', replies: [] },
      wave: { ...event('wave', { encoding: 'none' }), operationId: 'receiveWave', replies: [] },
    },
    send: {
      granted: event('granted', { encoding: 'json', schema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } } }),
      news: event('news', { encoding: 'json-text', schema: wish }),
      heard: event('heard', { encoding: 'text', schema: text }),
      bell: event('bell', { encoding: 'none' }),
      problem: event('problem', { encoding: 'json', schema: { type: 'object', required: ['code'] } }),
    },
    closeCodes: {},
    limits: { messageBytes: 4096, idleSeconds: 60, backpressureBytes: 65_536 },
    ...changes,
  };
}

export interface TalkSends {
  wish: { wish: string };
  letter: { wish: string };
  shout: string;
  wave: undefined;
}

export interface TalkReceives {
  news: { wish: string };
  heard: string;
  bell: undefined;
  problem: { code: string };
}

export interface TalkReplies {
  wish: { ok: boolean } | { code: string };
  letter: { ok: boolean } | { code: string };
}

export function talkHandlers(changes: Partial<TestHandlers> & { receive?: TestHandlers['receive'] } = {}): TestHandlers {
  return {
    open: (connection) => {
      connection.subscribe(String(connection.query['room']));
      return {};
    },
    close: () => undefined,
    problem: (problem) => ({ reply: { code: problem.code }, withoutReply: { message: 'problem', payload: { code: problem.code } } }),
    ...changes,
    receive: {
      receiveWish: () => ({ ok: true }),
      receiveLetter: () => ({ ok: true }),
      receiveShout: () => undefined,
      receiveWave: () => undefined,
      ...changes.receive,
    },
  };
}
