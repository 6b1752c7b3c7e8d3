/** Addresses that servers often have beside what their contract is about. */
export const commonPaths: readonly string[] = [
  ...['/health', '/healthz', '/livez', '/readyz', '/ready', '/ping', '/status', '/version', '/info', '/metrics'],
  ...['/openapi.json', '/openapi.yaml', '/asyncapi.json', '/swagger.json', '/swagger', '/docs', '/redoc', '/api-docs'],
  ...['/admin', '/debug', '/debug/vars', '/debug/pprof', '/internal', '/console', '/actuator', '/actuator/health', '/env', '/.env', '/config'],
  ...['/login', '/logout', '/register', '/me', '/users', '/graphql', '/api', '/test', '/static', '/uploads', '/files'],
];
