import { createTurnCredential } from '../../../domain/credential/turn-credential.ts';
import type { IceServer } from '../../../generated/virtual-banker/types.ts';
import type { RealtimeSettings } from './realtime-settings.ts';

interface IceInput {
  readonly sessionId: string;
  /** When the session is over; the credentials are then worthless. */
  readonly expiresAt: Date;
}

/** The media servers as `RTCConfiguration.iceServers` wants them, with credentials made for this session. */
export function iceServers({ iceUrls, turnSecret }: RealtimeSettings, { sessionId, expiresAt }: IceInput): IceServer[] {
  return iceUrls.map((url) => {
    if (!/^turns?:/.test(url) || turnSecret === undefined) return { urls: [url] };
    return { urls: [url], ...createTurnCredential(turnSecret, { name: sessionId, expiresAt }) };
  });
}
