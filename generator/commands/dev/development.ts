/** What `specwright dev` tells the process that it starts. */
export interface Development {
  /** The project's root. */
  readonly root: string;
  /** Ports that earlier processes were given where they asked for any, by service. */
  readonly ports: Readonly<Record<string, number>>;
  /** Whether no process of ours serves yet: then nobody else may have the port. */
  readonly isFirst: boolean;
}

/** What the process tells `specwright dev`. */
export type Report =
  /** `service` listens at `url`. */
  | { readonly kind: 'listening'; readonly service: string; readonly url: string; readonly port: number }
  /** Nobody new gets in any more. */
  | { readonly kind: 'draining' }
  /** Something was thrown that nobody caught. */
  | { readonly kind: 'failed'; readonly stack: string };

/** What `specwright dev` asks of the process: to let nobody new in, finish what it has, and end. */
export interface Demand {
  readonly kind: 'drain';
}

const key = Symbol.for('specwright.development');

/** As `preload.mjs` left it. */
export function readDevelopment(): Development {
  return (globalThis as unknown as Readonly<Record<symbol, Development>>)[key] ?? { root: process.cwd(), ports: {}, isFirst: true };
}
