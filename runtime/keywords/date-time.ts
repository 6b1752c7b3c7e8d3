import { fullFormats } from 'ajv-formats/dist/formats.js';

/** Every day of every year but 29 February. */
const day = '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)';

/** The usual spelling of RFC 3339: a capital T, whole or broken seconds, Z or an offset with a colon. */
const usual = new RegExp(
  `^\\d{4}-${day}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`,
);

const thorough = fullFormats['date-time'] as { readonly validate: (text: string) => boolean };

/** `date-time` as `ajv-formats` has it, the usual spelling told by one regular expression; leap days and seconds take longer. */
export function isDateTime(text: string): boolean {
  return usual.test(text) || thorough.validate(text);
}
