import type { ListModels } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { models } from '../to-api/models.ts';

export const listModels: ListModels<Context> = () => ({ status: 200, body: { object: 'list', data: models, models } });
