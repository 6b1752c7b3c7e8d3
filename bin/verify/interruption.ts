/** Lets what runs end in order at the first Ctrl-C; the second ends the process. */
export function watchInterruption(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const release = () => signals.forEach((name) => process.off(name, stop));
  const stop = () => {
    release();
    controller.abort();
  };
  signals.forEach((name) => process.once(name, stop));
  return { signal: controller.signal, release };
}

const signals = ['SIGINT', 'SIGTERM'] as const;
