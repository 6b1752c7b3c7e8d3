import { spawn } from 'node:child_process';
import type { TestContext } from 'node:test';

const program = new URL('../../../../bin/specwright.mjs', import.meta.url).pathname;

/** A test that waits longer waits for what does not come. */
const longestMs = 90_000;

export interface StartedDev {
  /** Resolves with the first match in what was said behind a place, by default since the last match; rejects when the command ends before. */
  readonly says: (pattern: RegExp, from?: number) => Promise<RegExpMatchArray>;
  /** The place behind all that was said so far. */
  readonly place: () => number;
  /** To the command and everything in its process group, as Ctrl-C in a terminal does. */
  readonly signal: (name: NodeJS.Signals) => void;
  readonly exited: Promise<number | null>;
}

/** `specwright dev <args>`, which ends with the test at the latest. */
export function startDev(context: TestContext, args: readonly string[], env: Readonly<Record<string, string>> = {}): StartedDev {
  const child = spawn(process.execPath, [program, 'dev', ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [text, end, isOver, look] = ['', 0, false, () => {}];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      look();
    });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  void exited.then(() => ((isOver = true), look()));
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), name);
  };
  context.after(() => signal('SIGKILL'));
  const says = (pattern: RegExp, from = end) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const giveUp = (why: string) => reject(new Error(`${why} without ${pattern}, but with:\n${text.slice(from)}`));
      const timer = setTimeout(giveUp, longestMs, 'waited');
      look = () => {
        const match = pattern.exec(text.slice(from));
        if (match === null && !isOver) return;
        clearTimeout(timer);
        if (match === null) return giveUp('ended');
        end = Math.max(end, from + match.index + match[0].length);
        resolve(match);
      };
      look();
    });
  return { says, place: () => text.length, signal, exited };
}
