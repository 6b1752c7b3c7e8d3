import type { Operation, Parameter } from '../../../generator/model/types.ts';
import { isCursorName } from '../known-values.ts';
import type { Subject } from '../subject.ts';

export const limits = /^(limit|size|per_?page|page_?size|page_?limit|max_?results)$/i;
export const offsets = /^(offset|skip)$/i;
export const pages = /^(page|page_?(number|no|index))$/i;

/** The query parameters by which a list is asked for a part of it. */
export interface Paging {
  readonly limit: Parameter | undefined;
  readonly offset: Parameter | undefined;
  readonly page: Parameter | undefined;
  readonly cursor: Parameter | undefined;
}

export function pagingOf({ parameters }: Pick<Operation, 'parameters'>): Paging {
  const queries = parameters.filter(({ in: place }) => place === 'query');
  const numbered = (names: RegExp) => queries.find(({ name, shape }) => names.test(name) && shape.types.some((type) => type === 'integer' || type === 'number'));
  return { limit: numbered(limits), offset: numbered(offsets), page: numbered(pages), cursor: queries.find(({ name }) => isCursorName(name)) };
}

/** As far as the contract says it. */
export function firstPage(page: Parameter, subject: Subject): number | undefined {
  const usual = page.shape.default;
  if (typeof usual === 'number') return usual;
  return [1, 0].find((each) => subject.accepts(page, each) && !subject.accepts(page, each - 1));
}
