/** Seconds since 1970-01-01 UTC with milliseconds as the fraction, which is how this API writes times. */
export function unixSeconds(time: Date): number {
  return time.getTime() / 1000;
}
