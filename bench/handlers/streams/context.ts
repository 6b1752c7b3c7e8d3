import type { Ticks } from '../../peers/ticks.ts';

export interface Context {
  readonly actor: unknown;
  readonly db: unknown;
  readonly services: { readonly ticks: Ticks };
}
