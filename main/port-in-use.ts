import { defaultPorts, type ApiName } from './configuration.ts';
import { ConfigurationError } from './settings.ts';

export function portInUse(api: ApiName, host: string, port: number): ConfigurationError {
  const { setting } = defaultPorts[api];
  return new ConfigurationError(`${api} cannot listen on ${host}:${port}; stop what uses this port, or set ${setting} to another one.`);
}
