/** `/v1/sessions/{session_id}/end` as the socket's router has it: `/v1/sessions/:session_id/end`. */
export function routePattern(path: string): string {
  return path.split('/').map(segmentPattern).join('/');
}

function segmentPattern(segment: string): string {
  const whole = /^\{([^{}]+)\}$/.exec(segment);
  if (whole !== null) return `:${whole[1]}`;
  if (/[{}:*]/.test(segment))
    throw new Error(
      `the router cannot tell ${segment}: a path parameter must be a whole segment, and a literal must have no : or *`,
    );
  return segment;
}
