import { perMinute } from '../../../domain/limit/rate-policy.ts';
import type { SessionSettings } from '../../../domain/session/session.ts';
import type { SessionConfig, Theme } from '../../../generated/virtual-banker/types.ts';

const defaultColour = '#0066cc';

/** A session's settings as the widget reads them. */
export function toConfig(settings: SessionSettings): SessionConfig {
  return {
    theme: toTheme(settings.theme),
    avatar_enabled: settings.avatarEnabled,
    greeting: settings.greeting,
    allowed_tools: settings.tools.map(({ name }) => name),
    policy: {
      max_session_duration_minutes: settings.maxSessionMinutes,
      rate_limit_per_minute: perMinute(settings.ratePolicy),
      require_consent: settings.requireConsent,
    },
  };
}

/** Tenants may keep more in their theme than this API shows, and colours that are not written its way. */
function toTheme({ primaryColor }: SessionSettings['theme']): Theme {
  const isHexadecimal = typeof primaryColor === 'string' && /^#[0-9A-Fa-f]{6}$/.test(primaryColor);
  return { primaryColor: isHexadecimal ? primaryColor : defaultColour };
}
