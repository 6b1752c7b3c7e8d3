import { isLikeSchema } from '../../load/like-schema.ts';
import type { DocumentTree, Place } from './document-tree.ts';

/** The schema of a media type, also where it stands in the media type's place. */
export function mediaSchema(tree: DocumentTree, media: Place): Place | undefined {
  return ownSchema(tree, media) ?? (isLikeSchema(media.value) ? media : undefined);
}

/** The schema of a parameter, header or media type: a reference is not followed here, since what stands beside it may count. */
export function ownSchema(tree: DocumentTree, holder: Place): Place | undefined {
  return tree.child(holder, 'schema');
}
