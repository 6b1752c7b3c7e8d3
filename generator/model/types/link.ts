import type { Position } from '../../load/position.ts';
import type { Parameter } from './parameter.ts';

/** From an answer to the operation that it leads to (OpenAPI 3.1, "Link Object"). */
export interface Link {
  readonly kind: 'link';
  /** Key under `links`. */
  readonly name: string;
  /** Id of the operation that answers, and the status of the answer as the contract writes it. */
  readonly from: string;
  readonly status: string;
  /** Id of the operation that comes next. */
  readonly to: string;
  /** Values are runtime expressions, texts that hold some in braces, or constants. */
  readonly parameters: readonly { readonly in: Parameter['in']; readonly name: string; readonly value: unknown }[];
  readonly body?: { readonly value: unknown };
  readonly description: string;
  readonly at: Position;
}
