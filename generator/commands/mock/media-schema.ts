import { isLikeSchema } from '../../load/like-schema.ts';
import type { DocumentTree, Place } from './document-tree.ts';

/** The schema of a media type, also where it stands in the media type's place. */
export function mediaSchema(tree: DocumentTree, media: Place): Place | undefined {
  return tree.member(media, 'schema') ?? (isLikeSchema(media.value) ? media : undefined);
}
