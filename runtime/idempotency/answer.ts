import { createHash } from 'node:crypto';
import { isStream } from '../response/encode-body.ts';
import type { Exchange } from '../exchange.ts';
import type { Reply } from '../service.ts';

/** Keys of one caller and operation never meet those of another. Callers that are not known are told apart by address. */
export function idempotencyScope({ runtime: { service }, operation: { row }, actor, actorId, address }: Exchange): string {
  const caller = actor === undefined ? `client:${address}` : `actor:${actorId ?? ''}`;
  return `${service.contract.name}:${row?.id ?? ''}:${caller}`;
}

/** What must be equal for a repetition to be one: path, query and body, to the byte; of a multipart body, its parts. */
export function fingerprint({ path, query, contentType, bodyMedia, bodyBytes }: Exchange): string {
  const type = bodyMedia?.codec === 'multipart' ? bodyMedia.mediaType : contentType;
  const hash = createHash('sha256').update(JSON.stringify([path, query, type]));
  if (bodyBytes !== undefined) hash.update(bodyBytes);
  return hash.digest('base64url');
}

/** A plain JSON value, or undefined for an answer that cannot be kept: a stream. */
export function storeReply(reply: Reply): unknown {
  if (isStream(reply.body)) return undefined;
  if (reply.body instanceof Uint8Array) return { ...reply, body: Buffer.from(reply.body).toString('base64'), isBytes: true };
  return { ...reply, isBytes: false };
}

export function restoreReply(answer: unknown): Reply {
  const { isBytes, ...reply } = answer as Reply & { readonly isBytes: boolean };
  return isBytes ? { ...reply, body: Buffer.from(String(reply.body), 'base64') } : reply;
}
