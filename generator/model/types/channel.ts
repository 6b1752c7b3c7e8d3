import type { Position } from '../../load/position.ts';
import type { CheckSettings } from './check-setting.ts';
import type { Int64Places } from '../int64-places.ts';
import type { Example } from './content.ts';
import type { Parameter } from './parameter.ts';
import type { SecurityRule } from './security-scheme.ts';

export interface Channel {
  readonly kind: 'channel';
  /** Key under `channels`. */
  readonly name: string;
  /** `Realtime`. */
  readonly typeName: string;
  /** `realtime`. */
  readonly folder: string;
  readonly protocol: 'ws' | 'socketio';
  /** Path of the server included. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** Path parameters of the address; query and headers of the `ws` binding. */
  readonly parameters: readonly Parameter[];
  readonly subprotocols: readonly string[];
  readonly security: SecurityRule;
  /** Property whose `const` tells the channel's messages apart; absent for Socket.IO. */
  readonly discriminator?: string;
  readonly receives: readonly Receive[];
  /** Sends and replies, in order of name. */
  readonly sends: readonly Message[];
  readonly closeCodes: readonly { readonly code: number; readonly name: string; readonly description: string }[];
  readonly limits: {
    readonly messageBytes: number;
    readonly idleSeconds: number;
    readonly backpressureBytes: number;
    readonly rate?: { readonly messages: number; readonly windowSeconds: number; readonly closeCode: number };
  };
  readonly checks?: CheckSettings;
  readonly at: Position;
}

/** An AsyncAPI operation with `action: receive`: one message in, replies out. */
export interface Receive {
  readonly kind: 'receive';
  /** Key under `operations`, for example `receiveOffer`. */
  readonly id: string;
  readonly typeName: string;
  readonly functionName: string;
  /** `receive-offer`. */
  readonly fileName: string;
  readonly summary: string;
  readonly description: string;
  readonly message: Message;
  readonly replies: readonly Message[];
  readonly at: Position;
}

export interface Message {
  readonly kind: 'message';
  /** Event name on Socket.IO; value of the discriminator on WebSocket. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly encoding: 'json' | 'json-text' | 'text' | 'none';
  /** Name of the component that describes the decoded payload; absent for `none`. Inline payloads were given one. */
  readonly schemaName?: string;
  /** Where its values have bigints; absent where they have none. */
  readonly int64?: Int64Places;
  readonly examples: readonly Example[];
  readonly at: Position;
}
