import type { Model } from '../../../generated/rustygpt/types.ts';

/** 2026-01-01, when this API began. */
const created = 1_767_225_600;

/** The names under which the assistant can be asked for; whichever is asked for, the same one answers. */
export const models: Model[] = ['gpt-4', 'gpt-3.5'].map((id) => ({ id, object: 'model', created, owned_by: 'rustygpt', name: id, model_type: 'chat' }));
