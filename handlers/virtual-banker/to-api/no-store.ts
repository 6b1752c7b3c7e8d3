/** Answers that hold a token must not be kept by anyone on their way (RFC 6749 section 5.1). */
export const noStore = { 'cache-control': 'no-store' } as const;
