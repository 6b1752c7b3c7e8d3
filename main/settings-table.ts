import { settings, type Setting } from './settings.ts';

/** The table of variables as Markdown, as the README shows it. */
export function settingsTable(): string {
  const rows = settings.map((setting: Setting) => `| \`${setting.name}\` | ${setting.meaning} | ${defaultOf(setting)} |`);
  return ['| variable | meaning | default |', '|---|---|---|', ...rows].join('\n');
}

function defaultOf({ fallback, requiredInProduction, secret }: Setting): string {
  if (requiredInProduction) return secret ? 'made per machine; required in production' : 'required in production';
  return fallback ?? '';
}
