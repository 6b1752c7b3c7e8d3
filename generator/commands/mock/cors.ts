import type { Answer } from './answer.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** Any page may call a mock, with credentials (Fetch Standard, "CORS protocol"). */
export function corsHeaders(origin: string, headers: Headers): Record<string, string> {
  const exposed = Object.keys(headers).join(', ');
  const vary = [headers['vary'], 'origin'].filter(Boolean).join(', ');
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    ...(exposed === '' ? {} : { 'access-control-expose-headers': exposed }),
    vary,
  };
}

export function preflightAnswer(headers: Headers): Answer {
  const asked = headers['access-control-request-headers'];
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': headers['access-control-request-method'] ?? '',
      ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
      'access-control-max-age': '600',
    },
  };
}
