import type { CheckDescription } from './check.ts';

export const wireRefused: CheckDescription = {
  id: 'wire-refused',
  severity: 'error',
  purpose: 'What two readers would take for two requests is refused, or the connection is closed (RFC 9112 sections 3.2, 5.1, 6.3). Only with the phase `wire`.',
};
export const wireAnswered: CheckDescription = {
  id: 'wire-answered',
  severity: 'error',
  purpose: 'Requests that are written in unusual ways are answered (RFC 9112 sections 3.2.2, 9.3.2, 9.6). Only with the phase `wire`.',
};

/** Checks of HTTP itself. */
export const wireChecks: readonly CheckDescription[] = [wireRefused, wireAnswered];
