/** Set in the environment of a worker, and of nothing else. */
export const workerVariable = 'SPECWRIGHT_WORKER';

/** What the program that was started tells its workers; plain JSON. */
export type ToWorker =
  | { readonly kind: 'start'; readonly setup: unknown }
  | { readonly kind: 'metrics'; readonly id: number }
  | { readonly kind: 'stop' };

/** What a worker tells the program that started it. */
export type FromWorker =
  /** Its code is loaded: `start` may come. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'ready'; readonly report: unknown }
  /** It cannot serve, in a sentence for whoever starts the program. */
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'metrics'; readonly id: number; readonly values: MetricValues };

/** As prom-client's `getMetricsAsJSON` has it. */
export type MetricValues = readonly object[];
