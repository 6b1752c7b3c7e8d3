/** The first Ctrl-C or request to end from now on; the process is not ended by it. A second one ends the process at once. */
export function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let last = -Infinity;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        // npm passes on the Ctrl-C that the terminal has told us already.
        if (last !== -Infinity && performance.now() - last > 1000) process.exit(130);
        if (last === -Infinity) last = performance.now();
        resolve(signal);
      });
  });
}
