import { isRecord, type Located } from '../load/located.ts';
import { hasOnlyMembers } from './extensions.ts';
import type { Reading } from './reading.ts';
import type { CheckSetting, CheckSettings } from './types.ts';

const severities = ['error', 'warn', 'off'] as const;

/** `x-verify`, check by check: the nearest of operation (or channel), path item and root counts. Which checks there are is for `verify` to know. */
export function readChecks(levels: readonly (Located | undefined)[], reading: Reading): { readonly checks?: CheckSettings } {
  const found = levels.flatMap((level) => level?.get('x-verify') ?? []).reverse();
  if (found.length === 0) return {};
  return { checks: Object.fromEntries(found.flatMap((located) => readAll(located, reading))) };
}

function readAll(located: Located, reading: Reading): [string, CheckSetting][] {
  if (!isRecord(located.value)) return (reading.refuse('invalid-extension', located, 'an object is needed here', 'Write checks and what they weigh: response-time: warn'), []);
  return located.members().flatMap(([id, member]) => {
    const setting = readSetting(member, reading);
    return setting === undefined ? [] : [[id, setting]];
  });
}

function readSetting(located: Located, reading: Reading): CheckSetting | undefined {
  const at = located.keyPosition;
  if (!isRecord(located.value)) return { severity: readSeverity(located, reading), statuses: [], at };
  if (!hasOnlyMembers(located, ['severity', 'statuses', 'because'], reading)) return undefined;
  const severity = located.get('severity');
  const statuses = (located.get('statuses')?.items() ?? []).map((status) => readStatus(status, reading));
  return { ...(severity === undefined ? {} : { severity: readSeverity(severity, reading) }), statuses, at };
}

function readSeverity(located: Located, reading: Reading): (typeof severities)[number] {
  const known = severities.find((each) => each === located.value);
  if (known === undefined) reading.refuse('invalid-extension', located, `${JSON.stringify(located.value)} is no weight of a check`, 'Write error, warn or off; or { severity, statuses, because }');
  return known ?? 'error';
}

function readStatus(located: Located, reading: Reading): number {
  const status = Number(located.value);
  if (!Number.isInteger(status) || status < 100 || status > 599) reading.refuse('invalid-extension', located, `${JSON.stringify(located.value)} is no status`, 'Write statuses: [409]');
  return status;
}
