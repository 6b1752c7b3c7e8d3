import { lookup } from 'node:dns/promises';
import { UsageError } from '../../generator/commands/arguments.ts';

/** Requests that are meant to break things are sent to one's own machine, unless the user says otherwise. */
export async function refuseFarHost(url: string, isAllowed: boolean): Promise<void> {
  if (isAllowed) return;
  const { hostname } = new URL(url);
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => []);
  if (found.every(({ address }) => address.startsWith('127.') || address === '::1')) return;
  throw new UsageError(`specwright verify: ${hostname} is not this machine; say --allow-host if its owner agrees`);
}

export async function isReached(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'OPTIONS', redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    return true;
  } catch {
    return false;
  }
}
