import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../../generator/lint/finding.ts';
import { lintTarget } from '../../../generator/lint/lint-target.ts';
import { noSettings, type LintSettings } from '../../../generator/lint/settings.ts';

/** What is found in a document of this text, called openapi.yaml. */
export async function lintText(text: string, settings: LintSettings = noSettings): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-lint-'));
  try {
    writeFileSync(join(folder, 'openapi.yaml'), text);
    const { findings } = await lintTarget(folder, { base: folder, root: folder }, settings);
    return findings;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A document with nothing to mend: the parts given take the place of its own. */
export function aDocument({ head = 'security: []', operation = '', schemas = '' } = {}): string {
  return `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
${head}
paths:
  /pets:
    post:
      operationId: addPet
      summary: Add a pet
${operation}
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, example: { name: Rex } } }
      responses:
        '204': { description: Done. }
        default: { description: Not done. }
        '400': { description: Not understood. }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
${schemas}
`;
}
