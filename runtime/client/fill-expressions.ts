/** A message of an exchange, as far as expressions look at it. Names of headers in any letter case. */
export interface ExchangedMessage {
  readonly headers?: object;
  readonly query?: object;
  readonly path?: object;
  readonly body?: unknown;
}

/** A request and, where it is known already, its answer. */
export interface Exchanged {
  readonly url?: string;
  readonly method?: string;
  readonly statusCode?: number;
  readonly request?: ExchangedMessage;
  readonly response?: ExchangedMessage;
}

/**
 * Replaces the runtime expressions in a text: `{$request.body#/callbackUrl}?event={$method}` (OpenAPI 3.1, "Runtime
 * Expressions"). Throws a `TypeError` for one that means nothing, or whose value is not there.
 */
export function fillExpressions(text: string, exchanged: Exchanged): string {
  return text.replace(/\{(\$[^{}]*)\}/g, (_, expression: string) => {
    const value = valueOf(expression, exchanged);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new TypeError(`${expression} has no value that could stand in ${text}`);
  });
}

/** Whether a text is an expression as a whole: `$response.body#/id`. */
export function isExpression(text: string): boolean {
  return text.startsWith('$');
}

/** The value of an expression, whatever its type. Throws a `TypeError` for one that means nothing, or whose value is not there. */
export function valueOfExpression(expression: string, exchanged: Exchanged): unknown {
  const value = valueOf(expression, exchanged);
  if (value === undefined) throw new TypeError(`${expression} has no value`);
  return value;
}

function valueOf(expression: string, exchanged: Exchanged): unknown {
  if (expression === '$url' || expression === '$method' || expression === '$statusCode') {
    return exchanged[expression.slice(1) as 'url' | 'method' | 'statusCode'];
  }
  const [, side, part, name = '', pointer = ''] =
    /^\$(request|response)\.(?:(header|query|path)\.(.+)|body(#.*)?)$/.exec(expression) ?? [];
  if (side === undefined) throw new TypeError(`${expression} is no runtime expression`);
  const message = exchanged[side as 'request' | 'response'] ?? {};
  if (part === undefined) return atPointer(message.body, pointer.slice(1));
  return part === 'header' ? headerOf(message.headers, name) : memberOf(message[part as 'query' | 'path'], name);
}

function headerOf(headers: object | undefined, name: string): unknown {
  return Object.entries(headers ?? {}).find(([written]) => written.toLowerCase() === name.toLowerCase())?.[1];
}

/** RFC 6901. */
function atPointer(value: unknown, pointer: string): unknown {
  const tokens = pointer.split('/').slice(1);
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')).reduce(memberOf, value);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
