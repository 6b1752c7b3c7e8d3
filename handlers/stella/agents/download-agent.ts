import type { DownloadAgent } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { installPackage } from './install-package.ts';

export const downloadAgent: DownloadAgent<Context> = installPackage;
