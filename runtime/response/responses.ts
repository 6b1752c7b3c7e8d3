import { offerOf, type Offer } from '../media-types/negotiate.ts';
import type { ResponseRow } from '../contract.ts';

/** Finds the declared response of a status: exact, then range, then `default` (OpenAPI 3.1, "Responses Object"). */
export interface Responses {
  find(status: number): ResponseRow | undefined;
  /** Media types that a successful answer may have. */
  readonly offers: readonly Offer[];
  /** Whether an answer without a body may be the right one, whatever the client can take. */
  readonly mayBeEmpty: boolean;
}

export function prepareResponses(rows: Readonly<Record<string, ResponseRow>>): Responses {
  const found = new Map<number, ResponseRow | null>();
  const find = (status: number): ResponseRow | undefined => {
    const known = found.get(status);
    if (known !== undefined) return known ?? undefined;
    const row = rows[status] ?? rows[`${Math.trunc(status / 100)}XX`] ?? rows['default'];
    found.set(status, row ?? null);
    return row;
  };
  const successes = successfulRows(rows);
  const mediaTypes = new Set(successes.flatMap(({ content }) => content.map(({ mediaType }) => mediaType)));
  return { find, offers: [...mediaTypes].map(offerOf), mayBeEmpty: successes.some(({ content }) => content.length === 0) };
}

/** `default` counts as success only where none is declared; a redirect counts, 304 is nobody's first answer. */
function successfulRows(rows: Readonly<Record<string, ResponseRow>>): ResponseRow[] {
  const successes = Object.keys(rows).filter((status) => /^(?:2|30[12378]|3XX)/.test(status));
  return (successes.length > 0 ? successes : ['default']).flatMap((status) => rows[status] ?? []);
}
