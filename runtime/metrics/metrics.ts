import { Counter, Gauge, Registry } from 'prom-client';
import { latencyBounds, registerLatency } from './latency-histogram.ts';
import { LimitMetrics } from './limit-metrics.ts';
import type { Load } from '../runtime.ts';

/**
 * Counts of one operation, as plain numbers: prom-client's own counters hash their labels at every use, which would cost
 * a request more than its routing. They are handed over when somebody scrapes.
 */
export class OperationMetrics {
  readonly operation: string;
  readonly method: string;
  readonly byStatus = new Map<number, number>();
  /** By bound of latencyBounds; the last is for everything slower. */
  readonly latency = new Float64Array(latencyBounds.length + 1);
  seconds = 0;
  rateLimited = 0;
  aborted = 0;
  responseDefects = 0;

  constructor(operation: string, method: string) {
    this.operation = operation;
    this.method = method;
  }

  countAnswer(status: number, seconds: number): void {
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    this.seconds += seconds;
    let bucket = 0;
    while (bucket < latencyBounds.length && seconds > (latencyBounds[bucket] ?? Infinity)) bucket += 1;
    this.latency[bucket] = (this.latency[bucket] ?? 0) + 1;
  }
}

/** Prometheus metrics of one service; every metric carries its name in the label `service`. */
export class Metrics {
  readonly registry = new Registry();
  /** Of a service that keeps limits itself. */
  readonly limits: LimitMetrics | undefined;
  readonly #operations = new Map<string, OperationMetrics>();
  /** Set by the channels. */
  openSockets: () => number = () => 0;
  /** Connections of any protocol, kept by the socket's own filter. */
  connections = 0;

  constructor(service: string, load: Load, keepsLimits = false) {
    const { registry } = this;
    registry.setDefaultLabels({ service });
    this.limits = keepsLimits ? new LimitMetrics(registry) : undefined;
    registerCounters(registry, () => [...this.#operations.values()]);
    registerGauges(registry, [
      ['http_requests_in_flight', 'Requests that have no complete answer yet.', () => load.inFlight],
      ['http_event_streams_open', 'Open event streams.', () => load.eventStreams.size],
      ['connections_open', 'Open connections of any protocol.', () => this.connections],
      ['sockets_open', 'Open WebSocket and Socket.IO connections.', () => this.openSockets()],
    ]);
  }

  /** The same object for the same operation. Routes without an operation share the one without a name. */
  operation(id: string, method: string): OperationMetrics {
    const known = this.#operations.get(id);
    if (known !== undefined) return known;
    const added = new OperationMetrics(id, method);
    this.#operations.set(id, added);
    return added;
  }
}

type Operations = () => readonly OperationMetrics[];

function registerCounters(registry: Registry, operations: Operations): void {
  const registers = [registry];
  new Counter({
    name: 'http_requests_total',
    help: 'Answered requests.',
    labelNames: ['operation', 'method', 'status'],
    registers,
    collect() {
      this.reset();
      for (const { operation, method, byStatus } of operations()) {
        for (const [status, count] of byStatus) this.inc({ operation, method, status }, count);
      }
    },
  });
  registerLatency(registry, operations);
  registerCount(registry, operations, 'http_requests_aborted_total', 'Requests whose client went away.', (counts) => counts.aborted);
  registerCount(registry, operations, 'http_rate_limited_total', 'Requests refused by a rate limit.', (counts) => counts.rateLimited);
  registerCount(registry, operations, 'http_response_defects_total', 'Answers that broke the contract.', (counts) => counts.responseDefects);
}

function registerCount(registry: Registry, operations: Operations, name: string, help: string, read: (counts: OperationMetrics) => number): void {
  new Counter({
    name,
    help,
    labelNames: ['operation'],
    registers: [registry],
    collect() {
      this.reset();
      for (const counts of operations()) this.inc({ operation: counts.operation }, read(counts));
    },
  });
}

function registerGauges(registry: Registry, gauges: readonly (readonly [name: string, help: string, read: () => number])[]): void {
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
}
