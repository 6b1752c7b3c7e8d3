import { fillExpressions, isExpression, valueOfExpression, type ExchangedMessage } from './fill-expressions.ts';
import type { Answer } from './outcome.ts';

/** What generated code knows of a link: runtime expressions, texts with some in braces, and constants. */
export interface LinkPlan {
  /** Of the operation that answered. */
  readonly method: string;
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const places = ['path', 'query', 'headers', 'cookies'] as const;

/**
 * The input of the operation that an answer leads to (OpenAPI 3.1, "Link Object"). Throws a `TypeError` where a value that the link
 * takes is not there.
 */
export function fillLink(plan: LinkPlan, answer: Pick<Answer, 'status' | 'headers' | 'body'>, request?: object): Record<string, unknown> {
  const response = { headers: Object.fromEntries(answer.headers), body: answer.body };
  const exchanged = { method: plan.method, statusCode: answer.status, response, ...(request === undefined ? {} : { request: request as ExchangedMessage }) };
  const fill = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    return isExpression(value) ? valueOfExpression(value, exchanged) : fillExpressions(value, exchanged);
  };
  const parts = places.flatMap((place) => {
    const values = plan[place];
    return values === undefined ? [] : [[place, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fill(value)]))] as const];
  });
  return { ...Object.fromEntries(parts), ...('body' in plan ? { body: fill(plan.body) } : {}) };
}
