/**
 * How long does a compiled service take from the start of Node until it listens, and what does it hold then?
 *
 * Against bare Node, which prints a line and ends; with 5 and with 1 000 operations (tables, decoders, validators, serialisers).
 * Medians of several starts. Result: RESULTS.md.
 */
import { spawn } from 'node:child_process';
import { median } from './figures.ts';
import { generateService } from './large-service.ts';
import { memoryMegabytes } from './peer.ts';

export interface ColdStart {
  readonly title: string;
  readonly milliseconds: number;
  /** Beyond bare Node. */
  readonly more: number;
  readonly megabytes: number;
}

interface Started {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export async function coldStart(starts: number): Promise<ColdStart[]> {
  const programs: [title: string, args: readonly string[]][] = [['bare Node', ['--eval', "console.log('listening 0'); setTimeout(() => {}, 1e6)"]]];
  for (const operations of [5, 1000]) programs.push([`${operations} operations`, [await generateService(operations)]]);
  const all = new Map<string, Started[]>(programs.map(([title]) => [title, []]));
  for (let round = 0; round <= starts; round++)
    for (const [title, args] of programs) {
      const started = await start(args);
      // The first round fills the file system's cache.
      if (round > 0) all.get(title)?.push(started);
    }
  const bare = median((all.get('bare Node') ?? []).map(({ milliseconds }) => milliseconds));
  return [...all].map(([title, times]) => {
    const milliseconds = median(times.map((time) => time.milliseconds));
    return { title, milliseconds, more: milliseconds - bare, megabytes: median(times.map((time) => time.megabytes)) };
  });
}

/** Until the first line comes out. */
function start(args: readonly string[]): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)));
    child.stdout.once('data', () => {
      const milliseconds = performance.now() - began;
      const megabytes = memoryMegabytes(child.pid ?? 0);
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
      resolve({ milliseconds, megabytes });
    });
  });
}
