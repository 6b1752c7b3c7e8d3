import type { SocketIoConnection } from 'specwright/client';
import type { ChatArrivals, ChatConnectOptions } from '../../../../generated/stella/client/index.ts';
import type { ChatReceives, ChatReplies } from '../../../../generated/stella/messages.ts';
import type * as types from '../../../../generated/stella/types.ts';
import { addChat, addWorkspace, expectStatus, type Person } from '../stella.ts';

export type ChatSocket = SocketIoConnection<ChatReceives, ChatArrivals, ChatReplies>;

/** A chat, as its owner works with it. */
export interface Room {
  readonly person: Person;
  readonly workspaceId: string;
  readonly chatId: string;
  /** A new string for one connection. */
  readonly connectionString: () => Promise<string>;
  /** A new string for one message. */
  readonly messageString: () => Promise<string>;
  readonly connect: (options?: Omit<ChatConnectOptions, 'query'>) => Promise<ChatSocket>;
  /** Says something with a new string, and waits for the acknowledgement. */
  readonly say: (socket: ChatSocket, message: string) => Promise<types.ChatMessageAck>;
  readonly read: () => Promise<types.Chat>;
}

export async function openRoom(person: Person): Promise<Room> {
  const workspaceId = await addWorkspace(person);
  const chatId = await addChat(person, workspaceId);
  const query = { chat_id: chatId };
  const { client } = person;
  const connectionString = async () => expectStatus(await client.authorizeChat({ query }), 200).body.connection_string;
  const messageString = async () => expectStatus(await client.authorizeChatMessage({ query }), 200).body.message_string;
  return {
    person,
    workspaceId,
    chatId,
    connectionString,
    messageString,
    connect: async (options) => client.chat.connect({ ...options, query: { ...query, connection_string: await connectionString() } }),
    say: async (socket, message) => socket.request('chat_message', { ...query, message, message_string: await messageString() }),
    read: async () => expectStatus(await client.getChat({ query }), 200).body,
  };
}

/** Fails unless the message was taken. */
export function messageId(ack: types.ChatMessageAck): string {
  if (ack.ok) return ack.message_id;
  throw new Error(`the message was refused: ${ack.code}`);
}

/** What was refused, by its code; fails if it was taken. */
export function refusalCode(ack: types.ChatMessageAck): types.ChatErrorCode {
  if (!ack.ok) return ack.code;
  throw new Error('the message was taken');
}
