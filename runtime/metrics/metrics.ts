import { loadPromClient } from '../load-when-needed.ts';
import { latencyBounds, registerLatency } from './latency-histogram.ts';
import { LimitMetrics } from './limit-metrics.ts';
import type { Load } from '../runtime.ts';
import type { Registry } from 'prom-client';

/**
 * Counts of one operation, as plain numbers: prom-client's own counters hash their labels at every use, which would cost
 * a request more than its routing. They are handed over when somebody scrapes.
 */
export class OperationMetrics {
  readonly operation: string;
  readonly method: string;
  readonly byStatus = new Map<number, { answers: number }>();
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
    const counted = this.byStatus.get(status);
    if (counted === undefined) this.byStatus.set(status, { answers: 1 });
    else counted.answers += 1;
    this.seconds += seconds;
    let bucket = 0;
    while (bucket < latencyBounds.length && seconds > (latencyBounds[bucket] ?? Infinity)) bucket += 1;
    this.latency[bucket] = (this.latency[bucket] ?? 0) + 1;
  }
}

/** Prometheus metrics of one service; every metric carries its name in the label `service`. */
export class Metrics {
  /** Of a service that keeps limits itself. */
  readonly limits: LimitMetrics | undefined;
  readonly #service: string;
  readonly #operations = new Map<string, OperationMetrics>();
  readonly #parts: Register[] = [];
  #registry: Registry | undefined;
  /** Set by the channels. */
  openSockets: () => number = () => 0;
  /** Connections of any protocol, kept by the socket's own filter. */
  connections = 0;

  constructor(service: string, load: Load, keepsLimits = false) {
    this.#service = service;
    this.add((registry) => registerCounters(registry, () => [...this.#operations.values()]));
    this.add((registry) => registerGauges(registry, [
      ['http_requests_in_flight', 'Requests that have no complete answer yet.', () => load.inFlight],
      ['http_event_streams_open', 'Open event streams.', () => load.eventStreams.size],
      ['connections_open', 'Open connections of any protocol.', () => this.connections],
      ['sockets_open', 'Open WebSocket and Socket.IO connections.', () => this.openSockets()],
    ]));
    this.limits = keepsLimits ? new LimitMetrics(this.registry) : undefined;
  }

  /** Made when somebody asks for it: to load prom-client takes a service as long as to start. */
  get registry(): Registry {
    if (this.#registry !== undefined) return this.#registry;
    const registry = new (loadPromClient().Registry)();
    registry.setDefaultLabels({ service: this.#service });
    for (const register of this.#parts) register(registry);
    this.#registry = registry;
    return registry;
  }

  /** More metrics, registered once there is a registry. */
  add(register: Register): void {
    if (this.#registry === undefined) this.#parts.push(register);
    else register(this.#registry);
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

type Register = (registry: Registry) => void;

type Operations = () => readonly OperationMetrics[];

function registerCounters(registry: Registry, operations: Operations): void {
  const { Counter } = loadPromClient();
  new Counter({
    name: 'http_requests_total',
    help: 'Answered requests.',
    labelNames: ['operation', 'method', 'status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { operation, method, byStatus } of operations()) {
        for (const [status, { answers }] of byStatus) this.inc({ operation, method, status }, answers);
      }
    },
  });
  registerLatency(registry, operations);
  registerCount(registry, operations, 'http_requests_aborted_total', 'Requests whose client went away.', (counts) => counts.aborted);
  registerCount(registry, operations, 'http_rate_limited_total', 'Requests refused by a rate limit.', (counts) => counts.rateLimited);
  registerCount(registry, operations, 'http_response_defects_total', 'Answers that broke the contract.', (counts) => counts.responseDefects);
}

function registerCount(registry: Registry, operations: Operations, name: string, help: string, read: (counts: OperationMetrics) => number): void {
  const { Counter } = loadPromClient();
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
  const { Gauge } = loadPromClient();
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
