/** What the operator decides about realtime connections. */
export interface RealtimeSettings {
  /** STUN and TURN servers, as browsers write them: `stun:host:port`, `turn:host:port?transport=udp`. */
  readonly iceUrls: readonly string[];
  /** Shared with the TURN servers, which then take short-lived credentials made from it. */
  readonly turnSecret: string | undefined;
  /** How long a connection that came without credentials may take to send them. */
  readonly authenticateSeconds: number;
  /** How often a participant is to show signs of life, and the service shows its own. */
  readonly heartbeatSeconds: number;
  /** How long a customer's connection outlives its token. */
  readonly graceSeconds: number;
}

const defaults: RealtimeSettings = {
  iceUrls: [],
  turnSecret: undefined,
  authenticateSeconds: 5,
  heartbeatSeconds: 20,
  graceSeconds: 30,
};

/** The settings in force: the operator's, with the contract's numbers where nothing was decided. */
export function realtimeSettings(services: { readonly realtime?: Partial<RealtimeSettings> }): RealtimeSettings {
  return { ...defaults, ...services.realtime };
}
