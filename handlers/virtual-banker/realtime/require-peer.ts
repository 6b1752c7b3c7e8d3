import { RealtimeRefusal } from './realtime-refusal.ts';

/** Tells the sender of a signal that nobody was there to get it. */
export function requirePeer({ passedOn }: { readonly passedOn: boolean }): void {
  if (!passedOn) throw new RealtimeRefusal('peer_unavailable', 'The other side is not connected to this session.');
}
