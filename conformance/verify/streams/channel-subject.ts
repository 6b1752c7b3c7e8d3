import type { Channel, Message, Operation, Receive } from '../../../generator/model/types.ts';
import type { Input } from '../case.ts';
import { isIdName } from '../known-values.ts';
import type { Sites } from '../../schema/site.ts';
import type { Subject } from '../subject.ts';
import type { Frame } from './line.ts';

/** A message that came, as the contract reads it. */
export interface Heard {
  readonly frame: Frame;
  /** Undefined where the contract knows none like it. */
  readonly message: Message | undefined;
  /** Decoded as the message's encoding says. */
  readonly value: unknown;
}

/** A channel with what is asked of it over and over. */
export class ChannelSubject {
  readonly channel: Channel;
  readonly subject: Subject;

  constructor(channel: Channel, subject: Subject) {
    this.channel = channel;
    this.subject = subject;
  }

  /** The handshake, as if it were an operation: so that it is written, told and named like one. */
  get handshake(): Operation {
    const { name, typeName, address, parameters, security, at, title, description, folder, checks } = this.channel;
    const names = { id: name, typeName, functionName: name, fileName: name, tag: '', folder };
    const rest = { summary: title, description, deprecated: false, responses: [], limits: { bodyBytes: 0, timeoutMs: 0, rates: [] } };
    return { kind: 'operation', ...names, ...rest, method: 'get', path: address, parameters, security, at, ...(checks === undefined ? {} : { checks }) };
  }

  /** The same for a message that the channel takes. */
  operationOf({ id, at }: Receive): Operation {
    return { ...this.handshake, id, at };
  }

  sitesOf({ schemaName, at }: Message): Sites {
    return schemaName === undefined ? [] : [{ schema: { $ref: `#/components/schemas/${schemaName}` }, file: at.file, pointer: at.pointer }];
  }

  accepts(message: Message, value: unknown): boolean {
    return this.subject.contract.schemas.accepts(this.sitesOf(message), value);
  }

  hear(frame: Frame): Heard {
    const message = this.#messageOf(frame);
    return { frame, message, value: message === undefined ? frame.value : decode(frame, message, this.channel.protocol) };
  }

  #messageOf(frame: Frame): Message | undefined {
    const { channel } = this;
    if (channel.protocol === 'socketio') return channel.sends.find(({ name }) => name === frame.event);
    if (frame.isBinary) return undefined;
    const { discriminator, sends } = channel;
    if (discriminator === undefined) return sends.length === 1 ? sends[0] : sends.find((message) => this.accepts(message, decode(frame, message, 'ws')));
    const name = isRecord(frame.value) ? frame.value[discriminator] : undefined;
    return sends.find((message) => message.name === name);
  }

  /** Values of the connection's parameters are what members of the same name have to say, too. */
  fit(message: Message, value: unknown, input: Input, turn: number, ids: ReadonlyMap<string, unknown>): unknown {
    if (!isRecord(value)) return value;
    const known: Readonly<Record<string, unknown>> = { ...Object.fromEntries(ids), ...input.query, ...input.path };
    const filled = Object.entries(value).reduce<Record<string, unknown>>((all, [name, member]) => {
      const other = Object.hasOwn(known, name) ? known[name] : isIdentity(name) && typeof member === 'string' ? `${member}-${turn}` : member;
      const changed = { ...all, [name]: other };
      return other !== member && this.accepts(message, changed) ? changed : all;
    }, value);
    return filled;
  }
}

const deepestId = 3;

/** What a message calls things; not what it is called itself. */
export function idsIn(value: unknown, depth = 0): [string, unknown][] {
  if (!isRecord(value) || depth > deepestId) return [];
  return Object.entries(value).flatMap(([name, member]): [string, unknown][] => (isRecord(member) ? idsIn(member, depth + 1) : isIdName(name) && !isIdentity(name) ? [[name, member]] : []));
}

/** Members by which a sender tells its messages apart. */
export function isIdentity(name: string): boolean {
  return /^(id|(message|msg|request|req|correlation)_?id|ref|nonce|cid|seq)$/i.test(name);
}

function decode({ value, text }: Frame, { encoding }: Message, protocol: Channel['protocol']): unknown {
  if (encoding === 'text') return protocol === 'ws' ? text : value;
  if (encoding !== 'json-text' || protocol === 'ws') return value;
  try {
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

/** A message as it goes over the wire. */
export function encode(value: unknown, { encoding }: Message, protocol: Channel['protocol']): unknown {
  if (encoding === 'none') return protocol === 'ws' ? '' : undefined;
  if (protocol === 'ws') return encoding === 'text' ? value : JSON.stringify(value);
  return encoding === 'json-text' ? JSON.stringify(value) : value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
