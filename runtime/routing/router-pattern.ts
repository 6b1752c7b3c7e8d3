/**
 * Facts of uWebSockets.js's router: a segment that begins with `:` is a parameter, and parameters of different names at one place
 * are tried in the order of registration, before any literal behind the later one. So all of them get one name. A segment
 * that begins with `*` matches everything. It knows neither partial segments nor percent-encoding.
 */
import { parseTemplate, spell, type Segment } from './path-template.ts';

/** `/v1/sessions/{session_id}/end` as the router has it: `/v1/sessions/:_/end`. */
export function routerPattern(template: string): string {
  return `/${parseTemplate(template).map(segmentPattern).join('/')}`;
}

function segmentPattern(segment: Segment): string {
  return isPlain(segment) ? spell(segment.text) : parameter;
}

const parameter = ':_';

/** Whether the router can tell the segment by its text alone. */
function isPlain(segment: Segment): segment is Segment & { kind: 'literal' } {
  return segment.kind === 'literal' && !/^[:*]/.test(segment.text);
}

/** Whether some segment of a template is neither a plain literal nor a whole parameter, so that the router cannot decide alone. */
export function isBeyondRouter(template: string): boolean {
  return parseTemplate(template).some((segment) => segment.kind !== 'parameter' && !isPlain(segment));
}

/** Whether some path can match both patterns. */
export function canMeet(pattern: string, other: string): boolean {
  const segments = pattern.split('/');
  const others = other.split('/');
  return segments.length === others.length && segments.every((segment, index) => segment === others[index] || segment === parameter || others[index] === parameter);
}
