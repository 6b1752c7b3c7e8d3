import type { Progress } from '../../conformance/verify/verify.ts';

/** One line that is written over, on a terminal only. */
export function showProgress(): Progress | undefined {
  if (process.stderr.isTTY !== true) return undefined;
  return (phase, operation, done, all) => {
    const isLast = done + 1 === all;
    process.stderr.write(`\r\u001b[K${phase} ${done + 1}/${all} ${operation.slice(0, 60)}${isLast ? '\r\u001b[K' : ''}`);
  };
}
