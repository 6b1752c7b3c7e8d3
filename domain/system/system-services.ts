/** Something outside this process that can be asked whether it is there. */
export interface Pingable {
  /** Throws, or never comes back, when it is not. */
  ping(): Promise<void>;
}

/** A metric of the process, as Prometheus knows it. */
export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary';
  readonly help: string;
  readonly values: readonly MetricValue[];
}

export interface MetricValue {
  /** The metric's name; of histograms with `_bucket`, `_sum` or `_count` behind it. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** What can be told of the running system besides its data. */
export interface SystemServices {
  /** Undefined where limits, and what is sent between sockets, are of this process only. */
  readonly redis?: Pingable;
  /** Everything that is counted in this process. */
  readMetrics(): Promise<readonly Metric[]>;
}
