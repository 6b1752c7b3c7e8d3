import type { BodyField, Content } from '../../model/types.ts';

/** How the client writes a body: a `BodyPlan` of `specwright/client`. */
export function bodyPlan({ mediaType, codec, fields = [] }: Content): object {
  const plans = fields.map((field) => [field.name, fieldPlan(field, codec)] as const).filter(([, plan]) => Object.keys(plan).length > 0);
  return { mediaType, codec, ...(plans.length === 0 ? {} : { fields: Object.fromEntries(plans) }) };
}

function fieldPlan({ as, isList, style, explode, allowReserved, mediaTypes }: BodyField, codec: Content['codec']): object {
  const type = mediaTypes.find((mediaType) => !mediaType.includes('*'));
  const said = type === undefined ? {} : { type };
  if (as === 'file') return { isFile: true, ...(isList ? { isList } : {}), ...said };
  if (as === 'json') return { json: true, ...(isList ? { isList } : {}), ...said };
  const explodes = style === 'form' || style === 'deepObject';
  return {
    ...(style === 'form' ? {} : { style }),
    ...(explode === explodes ? {} : { explode }),
    ...(allowReserved && codec === 'form' ? { reserved: true } : {}),
    ...said,
  };
}
