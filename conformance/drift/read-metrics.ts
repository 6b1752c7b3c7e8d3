export interface Breaches {
  readonly operation: string;
  /** Answers that broke the contract since the service was started. */
  readonly count: number;
}

/** What the response check of running services has counted, from the text of their metrics (`http_response_defects_total`); most first. */
export function breachesIn(metrics: string): Breaches[] {
  return [...metrics.matchAll(/^http_response_defects_total\{([^}]*)\}\s+([\d.e+]+)/gm)]
    .map(([, labels = '', count = '0']) => ({ operation: /operation="([^"]*)"/.exec(labels)?.[1] ?? '', count: Number(count) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
