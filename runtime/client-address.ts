/**
 * Fact of uWebSockets.js: the address of the peer is known only while the response is open, and reading it costs about
 * 0.8 µs, so that it is read when somebody asks.
 */
import { BlockList, isIP } from 'node:net';
import { RuntimeError } from './errors.ts';
import type { HttpResponse } from 'uWebSockets.js';

/**
 * The address of the caller. Behind a trusted proxy it is the last address in `X-Forwarded-For` that is not a trusted
 * proxy itself: every address left of it may be the caller's invention.
 */
export function clientAddress(res: HttpResponse, forwardedFor: string, trustedProxies: BlockList | undefined): string {
  const peer = shortAddress(Buffer.from(res.getRemoteAddressAsText()).toString('latin1'));
  if (trustedProxies === undefined || forwardedFor === '' || !isTrusted(trustedProxies, peer)) return peer;
  const hops = forwardedFor.split(',').map((hop) => hop.trim());
  for (let index = hops.length - 1; index >= 0; index -= 1) {
    const hop = shortAddress(hops[index] ?? '');
    if (isIP(hop) === 0) return peer;
    if (index === 0 || !isTrusted(trustedProxies, hop)) return hop;
  }
  return peer;
}

/** Whether the connection itself, not what it says of others, comes from a trusted proxy. */
export function isFromTrustedProxy(res: HttpResponse, trustedProxies: BlockList | undefined): boolean {
  return trustedProxies !== undefined && isTrusted(trustedProxies, shortAddress(Buffer.from(res.getRemoteAddressAsText()).toString('latin1')));
}

/** Whose count a limit `by: client` uses: an IPv6 caller owns a whole /64 (RFC 6177), so that is what is counted. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) while (groups.length + tail.split(':').length < 8) groups.push('0');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** @throws RuntimeError `settings-invalid`, naming the block. */
export function readTrustedProxies(blocks: readonly string[]): BlockList | undefined {
  if (blocks.length === 0) return undefined;
  const list = new BlockList();
  for (const block of blocks) addBlock(list, block);
  return list;
}

function addBlock(list: BlockList, block: string): void {
  const [address = '', prefix] = block.split('/');
  const isVersion4 = isIP(address) === 4;
  const bits = prefix === undefined ? (isVersion4 ? 32 : 128) : Number(prefix);
  try {
    list.addSubnet(address, bits, isVersion4 ? 'ipv4' : 'ipv6');
  } catch (error) {
    throw new RuntimeError('settings-invalid', `Setting trustedProxies: "${block}" is neither an address nor a CIDR block.`, { cause: error });
  }
}

function isTrusted(trustedProxies: BlockList, address: string): boolean {
  return trustedProxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** `0000:…:ffff:7f00:0001`, as a dual-stack socket spells it, is `127.0.0.1`; other IPv6 texts lose leading zeros. */
function shortAddress(address: string): string {
  const mapped = /^0000:0000:0000:0000:0000:ffff:([\da-f]{2})([\da-f]{2}):([\da-f]{2})([\da-f]{2})$/.exec(address);
  if (mapped !== null) return mapped.slice(1).map((byte) => Number.parseInt(byte, 16)).join('.');
  return address.replace(/\b0{1,3}(?=[\da-f])/g, '');
}
