/** Uses up milliseconds of processor time, however many others want the processor. */
export function burn(milliseconds: number): void {
  const before = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    if (user + system >= milliseconds * 1000) return;
  }
}
