/** Lines for the person who started the program, on stderr; colours only on a terminal. */
export function say(line: string): void {
  console.error(line);
}

export function bold(text: string): string {
  return process.stderr.isTTY && !process.env['NO_COLOR'] ? `\u001b[1m${text}\u001b[0m` : text;
}

/** Says what begins, and afterwards how long it took. */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  say(`  … ${title}`);
  const result = await work();
  say(`  ✓ ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}
