import { totalmem } from 'node:os';
import type { Resources } from '../../../generated/general-bots/types.ts';

const mebibyte = 1024 * 1024;

/** What this process uses of the machine. */
export function describeResources(): Resources {
  const { user, system } = process.cpuUsage();
  return {
    cpu: { usage_percent: toTenths(((user + system) / 1e6 / process.uptime()) * 100) },
    memory: { used_mb: toTenths(process.memoryUsage.rss() / mebibyte), total_mb: toTenths(totalmem() / mebibyte) },
  };
}

function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
