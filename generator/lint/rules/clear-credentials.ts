import type { Located } from '../../load/located.ts';
import type { Remark, Rule } from '../rule.ts';

export const clearCredentials: Rule = {
  id: 'clear-credentials',
  severity: 'warn',
  reason: 'Over http or ws everybody on the way reads the credentials',
  check: ({ openapi }) => {
    const schemes = openapi?.get('components')?.get('securitySchemes')?.members() ?? [];
    return schemes.length === 0 ? [] : (openapi?.get('servers')?.items() ?? []).flatMap(unprotected);
  },
};

const ownMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/;

function unprotected(server: Located): Remark[] {
  const [, host] = /^(?:http|ws):\/\/([^/:?#]+|\[[^\]]*\])/.exec(server.text('url') ?? '') ?? [];
  if (host === undefined || ownMachine.test(host)) return [];
  const message = `credentials go to ${host} unencrypted`;
  return [{ at: server.get('url') ?? server, message, hint: 'Write https: (wss:)' }];
}
